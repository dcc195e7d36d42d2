import { type Host, isFailure } from './host.ts'
import { directoryOf, inByteOrder, join, nameOf } from './path.ts'

/** What tools add to the name of a file to call the template that it is made from. */
const SUFFIXES = ['.j2', '.jinja', '.jinja2', '.erb', '.epp', '.tmpl', '.tpl', '.template', '.in']

/** The name of the file that a template makes; other names stay as they are. */
export function renderedName(path: string): string {
  const suffix = SUFFIXES.find((candidate) => path.endsWith(candidate) && nameOf(path) !== candidate)
  return suffix === undefined ? path : path.slice(0, -suffix.length)
}

/** The template that makes a file, where it is there in place of the file. */
export function templateFor(path: string, exists: (path: string) => boolean): string | undefined {
  if (exists(path)) return undefined
  return SUFFIXES.map((suffix) => path + suffix).find(exists)
}

/**
 * A host whose templates bear the names of the files that they make: an Include of `*.conf` finds `50-x.conf.j2`.
 * A file that is there by its own name counts more.
 */
export function withTemplates(host: Host): Host {
  const known = new Map<string, string>()
  const actual = (path: string): string => {
    const template = known.get(path) ?? find(path, host)
    known.set(path, template)
    return template
  }
  return {
    ...host,
    read: (path) => host.read(actual(path)),
    list(directory) {
      const names = host.list(directory)
      return isFailure(names) ? names : inByteOrder([...new Set(names.map(renderedName))])
    },
    file: (path) => host.file(actual(path)),
    link: (path) => host.link(actual(path)),
  }
}

function find(path: string, host: Host): string {
  const directory = directoryOf(path)
  const names = host.list(directory)
  const name = nameOf(path)
  if (isFailure(names) || names.includes(name)) return path
  const template = names.find((candidate) => renderedName(candidate) === name)
  return template === undefined ? path : join(directory, template)
}
