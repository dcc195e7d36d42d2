import { USUAL_PLACE } from '../dialects/usual-place.ts'
import { type Host, isFailure, UNKNOWN } from '../host/host.ts'
import { memory } from '../host/memory.ts'
import { directoryOf, join, nameOf, normalize } from '../host/path.ts'
import { renderedName, templateFor } from '../host/templates.ts'
import { DIALECTS, detectDialect } from './dialects.ts'
import { ConflintError, demandOneOf } from './error.ts'
import type { Input, ReadOptions } from './options.ts'

/** What was given to read, and where its configurations are. */
export interface Given {
  host: Host
  /** Whether it is a whole host, whose own files these are, and not files of a repository. */
  isHost: boolean
  /** Where configurations, or parts of them, stand: absolute. */
  paths: readonly string[]
  exists(path: string): boolean
  /** The name under which a path was given. */
  named(path: string): string
}

const READERS: readonly NonNullable<ReadOptions['reader']>[] = ['native', 'perl', 'python', 'debian']

/** @throws ConflintError where the input is none, or the options name something that there is not */
export function givenBy(input: Input, options: ReadOptions): Given {
  demandOneOf('dialect', options.dialect, Object.keys(DIALECTS))
  demandOneOf('reader', options.reader, READERS)
  if (typeof input === 'string') return text(input, options)
  if (typeof input === 'object' && input !== null && isHost(input)) return host(input, options)
  if (!isFiles(input))
    throw new ConflintError(
      'the input is none: it is the text of a file, files by path as texts or bytes, or a host',
    )
  const names = new Map(Object.keys(input).map((name) => [normalize(name), name]))
  const relative = [...names.values()].every((name) => !name.startsWith('/'))
  const files = memory(input)
  const exists = (path: string) => names.has(path) || !isFailure(files.list(path))
  const paths =
    options.path === undefined ? configurations([...names.keys()], files) : [normalize(options.path)]
  const missing = paths.find((path) => !exists(path) && templateFor(path, exists) === undefined)
  if (missing !== undefined) throw new ConflintError(`${options.path ?? missing} is not among the files`)
  if (paths.length === 0)
    throw new ConflintError(
      'none of the files is one of sshd or pure-ftpd by its name or content; say path and dialect',
    )
  return {
    host: files,
    isHost: false,
    paths,
    exists,
    named: (path) => names.get(path) ?? (relative ? path.slice(1) : path),
  }
}

/** Callers without types may give anything. */
function isFiles(given: unknown): boolean {
  const isContent = (value: unknown) => typeof value === 'string' || value instanceof Uint8Array
  return typeof given === 'object' && given !== null && Object.values(given).every(isContent)
}

/** Whether it answers as a host does. */
export function isHost(given: object): given is Host {
  return 'read' in given && typeof given.read === 'function'
}

function text(content: string, { path, dialect }: ReadOptions): Given {
  const kind = dialect ? DIALECTS[dialect] : detectDialect(path ?? '', content)
  if (!kind)
    throw new ConflintError('the text does not tell whether it is for sshd or for pure-ftpd; say dialect')
  const name = path ?? USUAL_PLACE[kind.name]
  return givenBy({ [name]: content }, { path: name })
}

/** Where a host has its configurations. */
const USUAL_PLACES = ['/etc/ssh/sshd_config', '/etc/pure-ftpd', '/etc/pure-ftpd.conf']

function host(input: Host, { path }: ReadOptions): Given {
  const exists = (place: string) => {
    const facts = input.file(place)
    return facts === UNKNOWN ? !isFailure(input.read(place)) : facts !== 'missing'
  }
  const paths = path === undefined ? USUAL_PLACES.filter(exists) : [normalize(path)]
  if (paths.length === 0) throw new ConflintError(`the host has none of ${USUAL_PLACES.join(', ')}; say path`)
  return { host: input, isHost: true, paths, exists, named: (place) => place }
}

const MAIN = /^(sshd_config|pure-ftpd\.conf)$/
const LONE_DROP_IN = /\/sshd_config\.d\/[^/]+\.conf$/

/** Directories as Debian's wrapper reads them, then main files, then drop-ins; where there are none, files recognised by content. */
function configurations(paths: readonly string[], files: Host): string[] {
  const debian = new Set(paths.flatMap(debianDirectory))
  const isInDebian = (path: string) => [...debian].some((directory) => path.startsWith(`${directory}/`))
  const others = paths.filter((path) => !isInDebian(path))
  const main = others.filter((path) => MAIN.test(nameOf(renderedName(path))))
  const hasMain = (path: string) =>
    main.some((other) => renderedName(other) === join(path, '../../sshd_config'))
  const alone = others.filter((path) => LONE_DROP_IN.test(renderedName(path)) && !hasMain(path))
  const named = [...debian, ...main, ...alone]
  if (named.length > 0) return named
  return others.filter((path) => {
    const content = files.read(path)
    return (
      paths.length === 1 || (!isFailure(content) && detectDialect(path, new TextDecoder().decode(content)))
    )
  })
}

/** The directory whose conf/ holds a file that is named as a directive. */
function debianDirectory(path: string): string[] {
  const [parent, directive] = [directoryOf(path), nameOf(path)]
  if (nameOf(parent) !== 'conf' || !DIALECTS['pure-ftpd'].keywords.has(directive)) return []
  return [join(parent, '..')]
}
