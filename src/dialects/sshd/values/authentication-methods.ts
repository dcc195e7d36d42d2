import { at, type Target } from '../releases.ts'
import { eachArgument, isOld, type Line, type Reader, Refused, refuse } from './reading.ts'

const METHODS: readonly string[] = [
  'none',
  'publickey',
  'gssapi-with-mic',
  'password',
  'keyboard-interactive',
  'hostbased',
]

/** AuthenticationMethods: lists of methods, or `any` alone. */
export const authenticationMethods: Reader = (line) => {
  // Up to 8.6 a line was not looked at where an earlier one counted.
  if (isOld(line) && line.before.length > 0) return line.words.takeAll()
  const name = isOld(line) ? line.keyword : line.written
  const words = [...eachArgument(line)]
  if (isOld(line)) line.words.takeAll()
  const stop = misplacedAny(words, line.active, line.before.length > 0, line.target.release)
  for (const [index, word] of words.entries()) {
    if (index === stop) return refuse(line, `"any" must appear alone in ${name}`)
    const unknown = word === 'any' ? undefined : unknownMethod(line, word)
    if (unknown) return unknown
  }
  return words.length > 0 ? words : refuse(line, `no ${name} specified`)
}

/**
 * Where `any` and other lists stand together, which the daemon refuses. Up to 9.6 it looked not at the line,
 * but at what counted so far in this pass over the file.
 */
export function misplacedAny(
  words: readonly string[],
  active: boolean,
  counted: boolean,
  release: number,
): number | undefined {
  const strict = release >= at('9.7')
  const adds = strict || (active && !counted)
  let some = counted && !strict
  let any = false
  for (const [index, word] of words.entries()) {
    if (word === 'any' ? some : any) return index
    any = word === 'any'
    some ||= adds
  }
  return undefined
}

function unknownMethod(line: Line, list: string) {
  const name = isOld(line) ? 'authentication' : line.written
  const why = wrongMethods(list, line.target)
  return why && new Refused([why, `${line.where}: invalid ${name} method list.`], true)
}

/** auth2_methods_valid: what is wrong with one list of methods. */
export function wrongMethods(list: string, { build }: Target): string | undefined {
  const known = build.gssapi ? METHODS : METHODS.filter((name) => name !== 'gssapi-with-mic')
  const wrong = list.split(',').find((method) => !known.includes(plain(method)))
  if (wrong === undefined) return undefined
  return list === ''
    ? 'empty authentication method list'
    : `Unknown authentication method "${plain(wrong)}" in list`
}

/** A method without its device. */
function plain(method: string): string {
  return method.replace(/:.*$/s, '')
}
