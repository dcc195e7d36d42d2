import type { Guard, Law } from '../../dialects/dialect.ts'
import { UNKNOWN } from '../../host/host.ts'
import { daemonName } from '../../judgement/daemon-name.ts'
import { LAWS, type Line, lineOf } from '../../judgement/line.ts'
import { jsonText } from '../../report/json-text.ts'
import { visible } from '../../report/visible.ts'
import { describeValue } from '../../rules/message.ts'
import { didYouMean } from '../../syntax/suggest.ts'
import { type Arguments, all, choice } from '../arguments.ts'
import { guardsThatHold } from '../connection.ts'
import { complaint, EXIT, usageFailure } from '../failure.ts'
import { notRead } from '../reading/included-elsewhere.ts'
import type { Tree } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { oneTree } from './one-tree.ts'

interface Answer {
  version: 1
  daemon: string
  keyword: string
  /** `null` where a template leaves it open. */
  value: string | null
  origin: 'line' | 'default'
  lines: readonly Line[]
  /** Lines that apply and have no effect. */
  lost: readonly (Line & { law: Law })[]
  /** Lines that do not apply to this connection. */
  elsewhere: readonly Line[]
}

/** `conflint why`: which line gives a keyword its value for a connection, and every line that lost, and by which law. */
export async function why(given: Arguments, terminal: Terminal): Promise<number> {
  const format = choice(given, 'format', ['text', 'json'])
  const tree = await oneTree(given, terminal, 'why')
  if (tree.unread?.length) terminal.error(complaint(notRead(tree.unread)))
  const [asked = ''] = all(given, 'keyword')
  const found = answer(tree, keywordNamed(asked, tree), guardsThatHold(all(given, 'C'), tree.host))
  terminal.out(format === 'json' ? `${jsonText(found, 2)}\n` : inWords(found))
  return EXIT.clean
}

/** The canonical name of a keyword in any case, or under an older name that the configuration uses. */
function keywordNamed(asked: string, { dialect, config }: Tree): string {
  const wanted = asked.toLowerCase()
  const names = [...dialect.keywords.keys()]
  const found =
    names.find((name) => name.toLowerCase() === wanted) ??
    config.settings.find(({ node }) => 'keyword' in node && node.keyword.toLowerCase() === wanted)?.keyword
  if (found !== undefined) return found
  throw usageFailure(`${dialect.name} has no keyword ${asked}${didYouMean(asked, names)}`)
}

function answer(tree: Tree, keyword: string, holds: (guard: Guard) => boolean): Answer {
  const { config } = tree
  const { value, origins, losers } = config.effective(holds).get(keyword)
  const named = new Set([...origins, ...losers.map(({ setting }) => setting)])
  return {
    version: 1,
    daemon: daemonName(config),
    keyword,
    value: value === UNKNOWN ? null : describeValue(value),
    origin: origins.length > 0 ? 'line' : 'default',
    lines: origins.map((setting) => lineOf(setting, tree)),
    lost: losers.map(({ setting, law }) => ({ ...lineOf(setting, tree), law })),
    elsewhere: config.settings
      .filter((setting) => setting.keyword === keyword && !named.has(setting))
      .map((setting) => lineOf(setting, tree)),
  }
}

function inWords({ keyword, value, origin, daemon, lines, lost, elsewhere }: Answer): string {
  const at = ({ file, line, text, match }: Line) =>
    visible(`  ${file}:${line}: ${text}${match === undefined ? '' : ` (Match ${match.join(' ')})`}`)
  return [
    visible(`${keyword} ${value ?? 'is not known, because a template decides it'}`),
    ...(origin === 'default' ? [`  default of ${daemon}`] : lines.map(at)),
    ...(lost.length > 0 ? ['', 'Without effect:'] : []),
    ...lost.map((line) => `${at(line)}: ${LAWS[line.law]}`),
    ...(elsewhere.length > 0 ? ['', 'Not for this connection:'] : []),
    ...elsewhere.map(at),
    '',
  ].join('\n')
}
