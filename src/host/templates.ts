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
  const known = new Map<string, Directory | undefined>()
  const actual = (path: string): string => {
    const above = directoryOf(path)
    if (!known.has(above)) known.set(above, directoryIn(above, host))
    const directory = known.get(above)
    const template = directory?.templates.get(nameOf(path))
    return template === undefined || directory?.names.has(nameOf(path)) ? path : join(above, template)
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

/** The names in a directory, and the first template for each name that one makes. */
interface Directory {
  names: ReadonlySet<string>
  templates: ReadonlyMap<string, string>
}

function directoryIn(path: string, host: Host): Directory | undefined {
  const names = host.list(path)
  if (isFailure(names)) return undefined
  const templates = new Map<string, string>()
  for (const name of names) {
    const rendered = renderedName(name)
    if (rendered !== name && !templates.has(rendered)) templates.set(rendered, name)
  }
  return { names: new Set(names), templates }
}
