import type { Config, Problem, Source } from '../../../dialects/dialect.ts'
import { type Host, isFailure } from '../../../host/host.ts'
import type { LawOfTheFile } from '../laws.ts'
import { type KeywordLine, keywordLines } from './lines.ts'

/** What people and package managers leave beside drop-ins on purpose. */
const SET_ASIDE =
  /^\.|~$|^#|^README|\.(bak|backup|old|orig|save|disabled|off|dpkg-\w+|rpm\w+|ucf-\w+|pacnew|pacsave|swp|sample|example|dist|inactive|txt|md)$|[._-](bak|old|backup|disabled)\d*$|\.\d{4,}/i

/** Files in a directory of drop-ins whose name the Include pattern leaves out. */
export const dropIns: LawOfTheFile = (config, host) =>
  keywordLines(config)
    .filter(({ node }) => node.keyword.toLowerCase() === 'include')
    .flatMap(({ source, node }) =>
      node.children.flatMap(({ value }) => leftOut(value, source, node, config, host)),
    )

function leftOut(
  pattern: string,
  source: Source,
  node: KeywordLine,
  { sources }: Config,
  host: Host,
): Problem[] {
  const [, directory, ending] = /^(.*)\/\*(\.[\w-]+)$/.exec(absolute(pattern)) ?? []
  if (directory === undefined || ending === undefined || /[*?[]/.test(directory)) return []
  const names = host.list(directory)
  if (isFailure(names)) return []
  const read = new Set(sources.map(({ path }) => path))
  const missed = names.filter(
    (name) =>
      !name.endsWith(ending) &&
      !SET_ASIDE.test(name) &&
      !read.has(`${directory}/${name}`) &&
      isFile(`${directory}/${name}`, host),
  )
  if (missed.length === 0) return []
  const [first = ''] = missed
  const what =
    missed.length === 1
      ? `${directory}/${first} is`
      : `${first} and ${missed.length - 1} more in ${directory} are`
  return [
    {
      source,
      node,
      rule: 'sshd/drop-in-not-included',
      message: `${what} not read, because only names that end in ${ending} are; rename what shall count.`,
      refused: false,
    },
  ]
}

function isFile(path: string, host: Host): boolean {
  const facts = host.file(path)
  return typeof facts === 'object' && facts.type === 'file'
}

/** Relative patterns begin in /etc/ssh, wherever the including file stands. */
function absolute(pattern: string): string {
  return pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`
}
