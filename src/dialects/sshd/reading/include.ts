import * as problems from '../problems.ts'
import { at } from '../releases.ts'
import { spot } from './directive.ts'
import { glob, hasWildcard } from './glob.ts'
import { type FileState, type LinePlace, type Reading, readFile, refuseAt } from './read.ts'
import { isTemplated } from './templates.ts'

/** Directory that relative patterns begin in, whatever the including file's own directory is. */
const SSH_DIRECTORY = '/etc/ssh'

/** Reads the files of an Include line where it stands. The block that is open is the same afterwards. */
export function readInclude(reading: Reading, state: FileState, place: LinePlace): void {
  const { node, where, template } = place
  const old = reading.target.release < at('8.7')
  let patterns = 0
  for (const { value } of node.children) {
    if (value === '' && old) break
    if (value === '') return failEmpty(reading, place)
    patterns++
    if (template === 'none' || !isTemplated(value)) readPattern(reading, state, place, value)
  }
  if (patterns === 0) {
    const name = old ? 'Include' : node.keyword
    const messages = [`${where}: ${name} missing filename argument`]
    refuseAt(reading, place, messages)
    reading.problems.push(problems.invalidValue(spot(place), node.keyword, '', messages))
  }
}

function failEmpty(reading: Reading, place: LinePlace) {
  const messages = [`${place.where}: keyword ${place.node.keyword} empty argument`]
  refuseAt(reading, place, messages)
  reading.problems.push(problems.invalidValue(spot(place), place.node.keyword, '""', messages))
}

function readPattern(reading: Reading, state: FileState, place: LinePlace, pattern: string) {
  const relative = !pattern.startsWith('/') && !pattern.startsWith('~')
  // 8.2 put the keyword itself behind the directory.
  const name = reading.target.release < at('8.3') ? place.node.keyword : pattern
  const paths = glob(relative ? `${SSH_DIRECTORY}/${name}` : pattern, reading.host)
  if (paths.length === 0) tellNothing(reading, place, pattern)
  for (const path of paths) readFile(reading, path, state.guard, state.depth + 1, place)
}

/** A directory of drop-ins may well be empty; what names one file, or cannot match, is told. */
function tellNothing(reading: Reading, place: LinePlace, pattern: string) {
  const reason = pattern.startsWith('~')
    ? 'sshd does not replace ~ here'
    : /\{[^}]*,[^}]*\}/.test(pattern)
      ? 'braces mean nothing here'
      : hasWildcard(pattern)
        ? undefined
        : 'there is no such file'
  if (reason) reading.problems.push(problems.includeMatchesNothing(spot(place), pattern, reason))
}
