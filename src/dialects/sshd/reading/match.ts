import type { SshdGuard } from '../config.ts'
import { matchLine } from '../matching/match-line.ts'
import * as problems from '../problems.ts'
import { at } from '../releases.ts'
import { type FileState, type LinePlace, type Reading, refuseAt, spot } from './reading.ts'
import { isTemplated } from './templates.ts'

/** A Match line opens a block, which lasts to the next one or to the end of the file. */
export function readMatch(reading: Reading, state: FileState, place: LinePlace): void {
  const { target, host, encoding } = reading
  // What ends in a quotation mark leaves an empty word behind, which is no argument.
  const written = place.node.children.filter(
    ({ raw }, index, all) => raw.text !== '' || index < all.length - 1,
  )
  const words = written.map(({ value }) => value)
  const decoded = matchLine(words, place.where, target, host, isTemplated, encoding)
  if ('messages' in decoded) {
    const daemon = refuseAt(reading, place, decoded.messages)
    if (place.template === 'none') reading.problems.push(problems.matchProblem(spot(place), daemon))
    state.guard = addGuard(reading, state, place, {
      criteria: [{ criterion: { kind: 'constant', holds: false }, text: words.join(' ') }],
      startup: false,
      surplus: [],
    })
    return
  }
  const [left] = decoded.surplus
  if (left !== undefined) {
    const old = target.release < at('8.7')
    const text = old ? `garbage at end of line; "${left}".` : 'keyword Match extra arguments at end of line'
    const messages = [`${place.where}: ${text.replace('keyword Match', `keyword ${place.node.keyword}`)}`]
    const daemon = refuseAt(reading, place, messages)
    reading.problems.push(problems.matchProblem(spot(place), daemon))
  }
  state.guard = addGuard(reading, state, place, decoded)
}

type Decoded = Exclude<ReturnType<typeof matchLine>, { messages: unknown }>

function addGuard(reading: Reading, state: FileState, place: LinePlace, decoded: Decoded): SshdGuard {
  const { outer } = state
  // 8.2 and 8.3 forgot the blocks of files that were included outside of any block.
  const forgotten = reading.target.release < at('8.4') && state.depth > 0 && outer === undefined
  const guard: SshdGuard = {
    index: reading.guards.length,
    criteria: [...(outer?.criteria ?? []), ...decoded.criteria.map(({ criterion }) => criterion)],
    lines: [...(outer?.lines ?? []), spot(place)],
    text: [...(outer?.text ?? []), ...decoded.criteria.map(({ text }) => text)],
    order: reading.events++,
    outer,
    own: decoded.criteria.length,
    startup: decoded.startup && (outer?.startup ?? true),
    reachable: !forgotten && (outer?.reachable ?? true),
    late: (decoded.late ?? []).map((message) => reprocessed(message, state)),
  }
  reading.guards.push(guard)
  return guard
}

/** When a connection comes, the main file has no name any more. */
function reprocessed(message: string, { source, depth }: FileState): string {
  return depth === 0 ? message.replace(source.path, 'reprocess config') : message
}
