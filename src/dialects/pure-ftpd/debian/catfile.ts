/** The path of a name in a directory as Perl's `File::Spec->catfile` spells it; nothing is looked up. */
export function catfile(directory: string, name: string): string {
  const file = canonical(name)
  return directory.endsWith('/') ? directory + file : `${directory}/${file}`
}

/** `File::Spec::Unix->canonpath`: doubled slashes, `.` and a trailing slash go; `..` stays, except in the root. */
function canonical(path: string): string {
  const plain = path.replace(/\/{2,}/g, '/').replace(/(\/\.)+(\/|$)/g, '/')
  const relative = plain === './' ? plain : plain.replace(/^(\.\/)+/, '')
  const inRoot = relative.replace(/^\/(\.\.\/)*\.\.$/, '/').replace(/^\/(\.\.\/)+/, '/')
  return inRoot === '/' ? inRoot : inRoot.replace(/\/$/, '')
}
