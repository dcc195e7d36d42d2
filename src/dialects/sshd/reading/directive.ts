import { UNKNOWN } from '../../../host/host.ts'
import { asciiLowerCase } from '../../../syntax/ascii.ts'
import type { Argument } from '../../../syntax/nodes.ts'
import type { Value } from '../../dialect.ts'
import type { KeywordRow } from '../keywords/row.ts'
import type { Keyword } from '../keywords/types.ts'
import * as problems from '../problems.ts'
import { at } from '../releases.ts'
import { READERS } from '../values/readers.ts'
import { type Line, Refused, Words } from '../values/reading.ts'
import {
  type FileState,
  isInactive,
  type LinePlace,
  type Reading,
  refuseAt,
  spot,
  textOf,
} from './reading.ts'
import { hasShellVariable } from './templates.ts'

/**
 * Reads one line with a keyword, in the order of checks of process_server_config_line_depth. Match and
 * Include lines that pass the checks are left to the caller.
 */
export function readDirective(
  reading: Reading,
  state: FileState,
  place: LinePlace,
): 'match' | 'include' | undefined {
  const { node } = place
  if (node.fault?.outcome === 'ignored') {
    reading.problems.push(problems.ignoredLine(spot(place), node.fault.reason))
    return undefined
  }
  const name = asciiLowerCase(node.keyword)
  const structural = structuralKeyword(name, reading)
  const word = structural ? undefined : reading.words.get(name)
  if (!structural && !word) failUnknown(reading, state, place)
  else if (node.fault) failSyntax(reading, place, node.fault.reason)
  else if (word && !word.match && isInactive(state)) failInMatch(reading, place)
  else if (word?.status === 'active') readSetting(reading, state, place, word.keyword, word.row)
  else if (word) reading.problems.push(problems.retiredKeyword(spot(place), word, place.where))
  else return structural
  return undefined
}

function structuralKeyword(name: string, reading: Reading): 'match' | 'include' | undefined {
  if (name === 'match') return 'match'
  return name === 'include' && reading.target.release >= at('8.2') ? 'include' : undefined
}

function failInMatch(reading: Reading, place: LinePlace): void {
  const { keyword } = place.node
  const text = `${place.where}: Directive '${keyword}' is not allowed within a Match block`
  const daemon = refuseAt(reading, place, [text])
  reading.problems.push(problems.notAllowedInMatch(spot(place), keyword, daemon.join('\n')))
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
  const counted = countedSoFar(reading, keyword)
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
    const daemon = refuseAt(reading, place, refused.messages)
    if (!open) {
      const text = textOf(node.children)
      reading.problems.push(problems.invalidValue(spot(place), node.keyword, text, daemon, refused.reason))
      return
    }
  }
  const literal: Value = value instanceof Refused ? textOf(node.children) : value
  if (active && !refused) counted.push(literal)
  addSetting(reading, state, place, keyword, literal, open)
}

function countedSoFar(reading: Reading, keyword: Keyword): Value[] {
  const known = reading.counted.get(keyword)
  if (known) return known
  const made: Value[] = []
  reading.counted.set(keyword, made)
  return made
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
    line: place.line,
    guard: state.guard,
    order: reading.events++,
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

/** Before anything else the daemon looks for an argument, so that its words are not always about the keyword. */
function failUnknown(reading: Reading, state: FileState, place: LinePlace): void {
  const { node, where } = place
  const bad = `${place.source.path}: line ${place.line}: Bad configuration option: ${node.keyword}`
  const messages =
    node.fault && node.children.length === 0 && node.fault.reason !== 'invalid quotes'
      ? [`${where}: ${node.fault.reason}`]
      : node.fault
        ? [bad, `${where}: ${node.fault.reason}`]
        : isInactive(state)
          ? [bad, `${where}: Directive '${node.keyword}' is not allowed within a Match block`]
          : [bad]
  const daemon = refuseAt(reading, place, messages)
  const { target, words } = reading
  reading.problems.push(problems.unknownKeyword(spot(place), node.keyword, words, target, daemon.join('\n')))
}

function failSyntax(reading: Reading, place: LinePlace, reason: string): void {
  const daemon = refuseAt(reading, place, [`${place.where}: ${reason}`]).join('\n')
  if (place.template === 'none') reading.problems.push(problems.syntaxProblem(spot(place), reason, daemon))
}

function rawText({ raw }: Argument): string {
  return raw.before + raw.text
}
