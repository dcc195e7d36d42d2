import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at } from '../releases.ts'
import { integer } from './numbers.ts'
import { eachArgument, type Line, type Reader, refuse } from './reading.ts'
import { seconds, secondsWithFraction } from './times.ts'

const TIMES: readonly string[] = ['crash', 'authfail', 'noauth', 'grace-exceeded', 'max', 'min']

/** PerSourcePenalties: `yes` or `no` alone, or parts, each of which switches the whole on. */
export const penalties: Reader = (line) => {
  const { release } = line.target
  const times = [
    ...TIMES,
    ...(release >= at('9.9p1') ? ['refuseconnection'] : []),
    ...(release >= at('10.3') ? ['invaliduser'] : []),
  ]
  const found: Record<string, unknown> = {}
  let any = false
  for (const word of eachArgument(line)) {
    any = true
    const lower = asciiLowerCase(word)
    if (lower === 'yes' || lower === 'no') {
      if (line.words.left > 0) {
        return refuse(line, `keyword ${line.written} "${word}" argument must appear alone.`)
      }
      if (!('switch' in found)) found.switch = lower
      continue
    }
    const wrong = penalty(line, word, times, found)
    if (wrong) return wrong
  }
  return any ? found : refuse(line, `no ${line.written} specified`)
}

function penalty(line: Line, word: string, times: readonly string[], found: Record<string, unknown>) {
  const { release } = line.target
  const colon = word.indexOf(':')
  const key = word.slice(0, colon)
  const value = word.slice(colon + 1)
  const set = (given: unknown) => {
    if (!(key in found)) found[key] = given
  }
  if (times.includes(key)) {
    const length = release >= at('10.3') ? secondsWithFraction(value) : seconds(value, release)
    if (length === undefined) return refuse(line, `invalid ${line.written} time value.`)
    set(length)
  } else if (key === 'max-sources4' || key === 'max-sources6') {
    const number = integer(value)
    if (typeof number !== 'number') return refuse(line, `${line.written} value ${number}.`)
    set(number)
  } else if ((key === 'overflow' || key === 'overflow6') && /^(deny-all|permissive)$/.test(value)) {
    set(value)
  } else {
    return refuse(line, `unsupported ${line.written} keyword ${word}`)
  }
  return undefined
}
