import { at } from '../releases.ts'
import { eachArgument, type Line, missing, type Reader, refuse } from './reading.ts'

/** Subsystem: a name and a command. */
export const subsystem: Reader = (line) => {
  const { release } = line.target
  const name = line.words.next()
  const late = release >= at('10.3')
  if (!name || (late && !line.words.peek())) return missing(line, 'Missing subsystem name.')
  const known = line.before.some((value) => typeof value === 'object' && Object.hasOwn(value, name))
  if (release < at('9.5') && known) return refuse(line, `Subsystem '${name}' already defined.`)
  if (line.before.length >= 256 && release < at('9.5')) return refuse(line, 'too many subsystems defined.')
  return definition(line, name, known)
}

/** @param known whether an earlier line defines it */
function definition(line: Line, name: string, known: boolean) {
  const { release } = line.target
  const command = line.words.next()
  // A second definition, and one that does not count yet, is not looked at any further.
  if (!command && release < at('10.3')) {
    if (!line.active || known) return { [name]: { command: '', line: '' } }
    return refuse(line, 'Missing subsystem command.')
  }
  const rest = [...eachArgument(line)]
  const all = [command ?? '', ...rest]
  const text = release >= at('9.5') ? all.map(quoted).join(' ') : all.join(' ')
  // The first two releases that quoted the command put a blank behind it even without arguments.
  if (rest.length === 0 && release >= at('9.5') && release < at('9.7')) {
    return { [name]: { command: command ?? '', line: `${text} ` } }
  }
  return { [name]: { command: command ?? '', line: text } }
}

/** argv_assemble of misc.c: quotes where a blank is, backslashes before quotes and backslashes. */
function quoted(word: string): string {
  const escaped = word.replace(/[\\'"]/g, '\\$&')
  return /[ \t]/.test(word) ? `"${escaped}"` : escaped
}
