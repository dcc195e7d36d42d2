import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { addressList } from '../matching/addresses.ts'
import { at, type Target } from '../releases.ts'
import { integer } from './numbers.ts'
import { noneGiven } from './paths.ts'
import { count, eachArgument, isOld, type Line, type Reader, refuse } from './reading.ts'
import { isNone } from './simple.ts'
import { seconds, secondsWithFraction } from './times.ts'

/** AllowUsers and DenyUsers: patterns, with an address list after the last `@`; up to 9.8 after the first one. */
export const userPatterns: Reader = (line) => {
  const found: string[] = []
  for (const word of eachArgument(line)) {
    const { release } = line.target
    const sign = release >= at('9.9p1') ? word.lastIndexOf('@') : word.indexOf('@')
    if (word === '' || (sign !== -1 && addressList(word.slice(sign + 1), release) === 'wrong')) {
      const shown = isOld(line) ? word.slice(0, 100) : word
      return refuse(line, `invalid ${isOld(line) ? line.keyword : line.written} pattern: "${shown}"`)
    }
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

export const groupPatterns: Reader = (line) => {
  const found: string[] = []
  for (const word of eachArgument(line)) {
    if (word === '') return refuse(line, `empty ${line.written} pattern`)
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

/** AcceptEnv. */
export const environmentNames: Reader = (line) => {
  const found: string[] = []
  for (const word of eachArgument(line)) {
    if (word === '' || word.includes('=')) return refuse(line, 'Invalid environment name.')
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

/** SetEnv: since 9.1 the first value of a name counts. */
export const environmentValues: Reader = (line) => {
  const found = new Map<string, string>()
  let number = 0
  for (const word of eachArgument(line)) {
    const equals = word.indexOf('=')
    if (equals === -1) return refuse(line, 'Invalid environment.')
    const name = line.target.release >= at('9.1') ? word.slice(0, equals) : String(number++)
    if (!found.has(name)) found.set(name, word)
  }
  const all = [...found.values()]
  return all.length > 0 ? all : noneGiven(line, all)
}

/** LogVerbose. */
export const logPatterns: Reader = (line) => {
  const found: string[] = []
  for (const word of eachArgument(line)) {
    if (word === '') return count(line, `keyword ${line.written} empty argument`)
    if (isNone(word) && (found.length > 0 || line.words.left > 0)) return noneNotAlone(line)
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

function noneNotAlone(line: Line) {
  return count(line, `keyword ${line.written} "none" argument must appear alone.`)
}

/** ChannelTimeout: `type=time`, or `none` alone. */
export const channelTimeouts: Reader = (line) => {
  const found: string[] = []
  for (const word of eachArgument(line)) {
    const equals = word.indexOf('=')
    if (isNone(word)) {
      // Up to 9.6 only what follows `none` was looked at.
      const late = found.length > 0 && line.target.release >= at('9.7')
      if (late || line.words.left > 0) return noneNotAlone(line)
    } else if (equals < 1 || interval(word.slice(equals + 1), line.target) === undefined) {
      return refuse(line, `invalid channel timeout ${word}`)
    }
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

/** Since 10.6 without a limit. */
function interval(text: string, { release }: Target): number | undefined {
  return release >= at('10.6') ? secondsWithFraction(text) : seconds(text, release)
}

/** PubkeyAuthOptions: in the order in which sshd prints them. */
export const pubkeyOptions: Reader = (line) => {
  const { release } = line.target
  const found = new Set<string>()
  let most: number | undefined
  for (const word of eachArgument(line)) {
    const option = asciiLowerCase(word)
    if (option === 'none') continue
    if (option.startsWith('max-pk-ok:') && release >= at('10.6')) {
      const number = integer(word.slice('max-pk-ok:'.length))
      if (typeof number === 'string') {
        const wrong = number === 'missing' ? 'invalid' : number
        return count(line, `bad ${line.written} max-pk-ok value: ${wrong}`)
      }
      most = number
    } else if (option === 'touch-required' || (option === 'verify-required' && release >= at('8.4'))) {
      found.add(option)
    } else {
      const name = isOld(line) ? 'PubkeyAuthOptions' : line.written
      const text = `unsupported ${name} option ${word}`
      return isOld(line) ? refuse(line, text) : count(line, text)
    }
  }
  const options = ['touch-required', 'verify-required'].filter((option) => found.has(option))
  const all = options.length > 0 ? options : ['none']
  return most === undefined ? all : [...all, `max-pk-ok:${most}`]
}

/** PerSourcePenaltyExemptList. */
export const addresses: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing argument.')
  if (addressList(word, line.target.release) !== 'wrong') return word
  return refuse(line, `keyword ${line.written} invalid address argument.`)
}

/** Names of intents in a comment, parted by blanks or commas. */
export const intents: Reader = (line) => line.words.takeAll()
