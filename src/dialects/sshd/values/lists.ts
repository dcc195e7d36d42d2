import { addressList } from '../matching/addresses.ts'
import { at } from '../releases.ts'
import { noneGiven } from './paths.ts'
import { cutHost, portNumber } from './ports.ts'
import { arguments_, count, isOld, type Line, missing, type Reader, refuse } from './reading.ts'
import { isNone } from './simple.ts'
import { seconds } from './times.ts'

/** AllowUsers and DenyUsers: patterns, with an address list after the last `@`. */
export const userPatterns: Reader = (line) => {
  const found: string[] = []
  for (const word of arguments_(line)) {
    const at = word.lastIndexOf('@')
    if (word === '' || (at !== -1 && addressList(word.slice(at + 1)) === 'wrong')) {
      const shown = isOld(line) ? word.slice(0, 100) : word
      return refuse(line, `invalid ${isOld(line) ? line.keyword : line.written} pattern: "${shown}"`)
    }
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

export const groupPatterns: Reader = (line) => {
  const found: string[] = []
  for (const word of arguments_(line)) {
    if (word === '') return refuse(line, `empty ${line.written} pattern`)
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

/** AcceptEnv. */
export const environmentNames: Reader = (line) => {
  const found: string[] = []
  for (const word of arguments_(line)) {
    if (word === '' || word.includes('=')) return refuse(line, 'Invalid environment name.')
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

/** SetEnv: since 9.1 the first value of a name counts. */
export const environmentValues: Reader = (line) => {
  const found = new Map<string, string>()
  let number = 0
  for (const word of arguments_(line)) {
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
  for (const word of arguments_(line)) {
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
  for (const word of arguments_(line)) {
    const equals = word.indexOf('=')
    if (isNone(word)) {
      if (found.length > 0 || line.words.left > 0) return noneNotAlone(line)
    } else if (equals < 1 || seconds(word.slice(equals + 1), line.target.release) === undefined) {
      return refuse(line, `invalid channel timeout ${word}`)
    }
    found.push(word)
  }
  return found.length > 0 ? found : noneGiven(line, found)
}

/** PubkeyAuthOptions: in the order in which sshd prints them. */
export const pubkeyOptions: Reader = (line) => {
  const found = new Set<string>()
  let most: number | undefined
  for (const word of arguments_(line)) {
    const option = word.toLowerCase()
    const limit = /^max-pk-ok:(\d+)$/.exec(option)?.[1]
    const verify = option === 'verify-required' && line.target.release >= at('8.4')
    if (option === 'none') continue
    if (option === 'touch-required' || verify) found.add(option)
    else if (limit !== undefined && line.target.release >= at('10.6')) most = Number(limit)
    else {
      const name = isOld(line) ? 'PubkeyAuthOptions' : line.written
      const text = `unsupported ${name} option ${word}`
      return isOld(line) ? refuse(line, text) : count(line, text)
    }
  }
  const options = ['touch-required', 'verify-required'].filter((option) => found.has(option))
  const all = options.length > 0 ? options : ['none']
  return line.target.release >= at('10.6') ? [...all, `max-pk-ok:${most ?? 6}`] : all
}

/** PermitOpen and PermitListen: `host:port`, or `any` or `none`. */
export const permissions: Reader = (line) => {
  const strict = line.target.release >= at('9.7')
  const found: string[] = []
  const first = line.words.peek()
  if (!first && !strict) return missing(line, `missing ${line.keyword.toLowerCase()} specification`)
  for (;;) {
    const word = line.words.next()
    if (word === undefined || (word === '' && !strict)) break
    if (word === 'any' || word === 'none') {
      if (strict && found.length > 0) {
        return refuse(line, `${word} must appear alone on a ${line.written} line.`)
      }
      if (strict || found.length === 0) {
        found.push(word)
        if (!strict) break
        continue
      }
    }
    const permission = destination(line, word)
    if (typeof permission !== 'string') return permission
    found.push(permission)
  }
  return found.length > 0 ? found : missing(line)
}

function destination(line: Line, word: string) {
  const bare = line.keyword === 'PermitListen' && !word.includes(':')
  const cut = bare ? { rest: word, delimiter: ':' } : cutHost(word)
  const name = isOld(line) ? line.keyword.toLowerCase() : line.written
  if (!cut || (isOld(line) && cut.delimiter === '/')) {
    return refuse(line, isOld(line) ? `missing host in ${name}` : `${name} missing host`)
  }
  const { rest } = cut
  if (rest === undefined || (rest !== '*' && portNumber(rest, line.host) <= 0)) {
    return refuse(line, isOld(line) ? `bad port number in ${name}` : `${name} bad port number`)
  }
  return bare ? `*:${word}` : word
}

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
  const found: string[] = []
  let any = false
  for (const word of arguments_(line)) {
    if (any || (word === 'any' && found.length > 0)) {
      return refuse(line, `"any" must appear alone in ${name}`)
    }
    any = word === 'any'
    const unknown = any ? undefined : unknownMethod(line, word)
    if (unknown) return unknown
    found.push(word)
  }
  return found.length > 0 ? found : refuse(line, `no ${name} specified`)
}

function unknownMethod(line: Line, list: string) {
  const known = line.target.build.gssapi ? METHODS : METHODS.filter((name) => name !== 'gssapi-with-mic')
  const name = isOld(line) ? 'authentication' : line.written
  const wrong = list.split(',').find((method) => !known.includes(method.replace(/:.*$/s, '')))
  return wrong === undefined ? undefined : refuse(line, `invalid ${name} method list.`)
}

/** PerSourcePenaltyExemptList. */
export const addresses: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing argument.')
  if (addressList(word) !== 'wrong') return word
  return refuse(line, `keyword ${line.written} invalid address argument.`)
}

/** Names of intents in a comment, parted by blanks or commas. */
export const intents: Reader = (line) => line.words.takeAll()
