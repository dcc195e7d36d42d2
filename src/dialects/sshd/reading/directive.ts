import { UNKNOWN } from '../../../host/host.ts'
import type { Argument, Comment } from '../../../syntax/nodes.ts'
import type { Value } from '../../dialect.ts'
import { vocabulary } from '../keywords/lookup.ts'
import type { KeywordRow } from '../keywords/row.ts'
import type { Keyword } from '../keywords/types.ts'
import * as problems from '../problems.ts'
import { at } from '../releases.ts'
import { READERS } from '../values/readers.ts'
import { type Line, Refused, Words } from '../values/reading.ts'
import { readInclude } from './include.ts'
import { readMatch } from './match.ts'
import { type FileState, type LinePlace, type Reading, refuseAt } from './read.ts'
import { hasShellVariable } from './templates.ts'

/** Reads one line with a keyword, in the order of checks of process_server_config_line_depth. */
export function readDirective(reading: Reading, state: FileState, place: LinePlace): void {
  const { node, where } = place
  if (node.fault?.outcome === 'ignored') {
    reading.problems.push(problems.ignoredLine(spot(place), node.fault.reason))
    return
  }
  const noArgument = node.fault?.reason.startsWith('no argument') ?? false
  if (node.fault && noArgument) return failSyntax(reading, place, node.fault.reason)
  const name = node.keyword.toLowerCase()
  const structural = name === 'match' || (name === 'include' && reading.target.release >= at('8.2'))
  const word = structural ? undefined : vocabulary(reading.target).get(name)
  if (!structural && !word) return failUnknown(reading, state, place)
  if (node.fault) return failSyntax(reading, place, node.fault.reason)
  if (word && !word.match && isInactive(state)) {
    const daemon = `${where}: Directive '${node.keyword}' is not allowed within a Match block`
    fail(reading, place, [daemon])
    reading.problems.push(problems.notAllowedInMatch(spot(place), node.keyword, daemon))
    return
  }
  if (name === 'match') return readMatch(reading, state, place)
  if (name === 'include' && structural) return readInclude(reading, state, place)
  if (word?.status === 'active') return readSetting(reading, state, place, word.keyword, word.row)
  if (word) {
    const what = word.status === 'unsupported' ? 'Unsupported' : 'Deprecated'
    const daemon = word.status === 'ignored' ? '' : `${where}: ${what} option ${node.keyword}`
    reading.problems.push(problems.retiredKeyword(spot(place), word, daemon))
  }
}

/** The lines of a block are inactive at startup, where only their form is checked. */
export function isInactive(state: FileState): boolean {
  return state.guard !== undefined && !state.guard.startup
}

function readSetting(
  reading: Reading,
  state: FileState,
  place: LinePlace,
  keyword: Keyword,
  row: KeywordRow,
) {
  const { node, where, template } = place
  const active = !isInactive(state)
  const counted = reading.counted.get(keyword) ?? []
  const line: Line = {
    written: node.keyword,
    keyword,
    row,
    where,
    words: new Words(
      node.children.map(({ value }) => value),
      node.children.map(rawText),
    ),
    target: reading.target,
    host: reading.host,
    active,
    before: counted,
  }
  const value = READERS[row.syntax](line)
  const refused = value instanceof Refused ? value : surplus(line)
  const open = template === 'value' || (refused !== undefined && hasShellVariable(textOf(node.children)))
  if (refused) {
    fail(reading, place, refused.messages)
    if (!open) {
      const text = textOf(node.children)
      reading.problems.push(problems.invalidValue(spot(place), node.keyword, text, refused.messages))
      return
    }
  }
  const literal: Value = value instanceof Refused ? textOf(node.children) : value
  if (active && !refused) reading.counted.set(keyword, [...counted, literal])
  addSetting(reading, state, place, keyword, literal, open)
}

function addSetting(
  reading: Reading,
  state: FileState,
  place: LinePlace,
  keyword: Keyword,
  literal: Value,
  open: boolean,
) {
  reading.settings.push({
    ...spot(place),
    node: place.node,
    keyword,
    value: open ? UNKNOWN : literal,
    literal,
    text: textOf(place.node.children),
    written: place.node.keyword,
    guard: state.guard,
    order: reading.settings.length,
  })
}

/** What is left after the value: counted since 8.7, fatal before. */
function surplus(line: Line): Refused | undefined {
  const left = line.words.next()
  if (line.target.release >= at('8.7')) {
    if (left === undefined) return undefined
    return new Refused([`${line.where}: keyword ${line.written} extra arguments at end of line`], false)
  }
  return left ? new Refused([`${line.where}: garbage at end of line; "${left}".`], true) : undefined
}

function failUnknown(reading: Reading, state: FileState, place: LinePlace) {
  const { node } = place
  const path = place.source.path
  const daemon = [`${path}: line ${place.line}: Bad configuration option: ${node.keyword}`]
  if (node.fault) daemon.push(`${place.where}: ${node.fault.reason}`)
  else if (isInactive(state)) {
    daemon.push(`${place.where}: Directive '${node.keyword}' is not allowed within a Match block`)
  }
  fail(reading, place, daemon)
  const { target, words } = reading
  reading.problems.push(problems.unknownKeyword(spot(place), node.keyword, words, target, daemon.join('\n')))
}

function failSyntax(reading: Reading, place: LinePlace, reason: string) {
  const daemon = `${place.where}: ${reason}`
  fail(reading, place, [daemon])
  if (place.template === 'none') reading.problems.push(problems.syntaxProblem(spot(place), reason, daemon))
}

function fail(reading: Reading, place: LinePlace, messages: readonly string[]) {
  refuseAt(reading, place, messages)
}

const INTENT = /^#\s*conflint:\s*intent\s+(.+)$/i

/** `# conflint: intent NAME` is a setting of conflint itself, for the block that it stands in. */
export function readComment(reading: Reading, state: FileState, node: Comment): void {
  const names = INTENT.exec(node.value.trim())?.[1]
    ?.split(/[\s,]+/)
    .filter((name) => name !== '')
  if (!names || names.length === 0) return
  reading.settings.push({
    source: state.source,
    node,
    keyword: 'intent',
    value: names,
    literal: names,
    text: names.join(' '),
    written: 'intent',
    guard: state.guard,
    order: reading.settings.length,
  })
}

export function spot({ source, node }: LinePlace) {
  return { source, node }
}

function rawText({ raw }: Argument): string {
  return raw.before + raw.text
}

/** The arguments as written, parted by single blanks. */
export function textOf(words: readonly Argument[]): string {
  return words
    .map(({ raw }) => raw.text)
    .filter((text) => text !== '')
    .join(' ')
}
