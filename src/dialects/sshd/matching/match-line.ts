import type { Host } from '../../../host/host.ts'
import { asciiLowerCase } from '../../../syntax/ascii.ts'
import type { Encoding } from '../../../syntax/bytes.ts'
import type { Criterion } from '../../dialect.ts'
import { at, type Target } from '../releases.ts'
import { portNumber } from '../values/ports.ts'
import { addressList } from './addresses.ts'
import { matchPatternList, patternList } from './patterns.ts'

/** A Match line, decoded. */
export interface MatchLine {
  criteria: readonly { criterion: Criterion; text: string }[]
  /** Whether the lines below count at startup already: `all`, and `version` where it fits. */
  startup: boolean
  /** Arguments that the daemon finds too many. */
  surplus: readonly string[]
  /** What the daemon prints when a connection comes, up to 8.3, because an address list is wrong. */
  late?: readonly string[]
}

/** What the daemon prints where it refuses a Match line. */
export interface MatchFault {
  messages: readonly string[]
}

const VALUED = ['user', 'group', 'host', 'address', 'localaddress', 'localport', 'rdomain', 'version']

/**
 * Decodes the arguments of a Match line as match_cfg_line of that release does.
 * @param where `FILE line N`
 * @param templated true for an argument that a template leaves open: its criterion never holds
 */
export function matchLine(
  words: readonly string[],
  where: string,
  target: Target,
  host: Host,
  templated: (word: string) => boolean,
  encoding: Encoding = 'utf-8',
): MatchLine | MatchFault {
  const bad = (...messages: string[]): MatchFault => ({
    messages: [...messages, `${where}: Bad Match condition`],
  })
  const { release } = target
  const byArgv = release >= at('9.9p1')
  const criteria: { criterion: Criterion; text: string }[] = []
  let startup = true
  let index = 0
  let attributes = 0
  let late: readonly string[] | undefined
  while (index < words.length) {
    const written = words[index++] ?? ''
    if (written === '' && !byArgv) break
    if (written.startsWith('#')) {
      index = words.length
      break
    }
    attributes++
    const name = asciiLowerCase(written)
    if (name === 'all') {
      const follows = words[index++]
      const comment = follows?.startsWith('#') === true
      if (attributes > 1 || (follows !== undefined && follows !== '' && !comment)) {
        return bad("'all' cannot be combined with other Match attributes")
      }
      criteria.push({ criterion: { kind: 'constant', holds: true }, text: written })
      return { criteria, startup: true, surplus: comment ? [] : words.slice(index) }
    }
    if (name === 'invalid-user' && byArgv) {
      criteria.push({ criterion: { kind: 'invalid-user' }, text: written })
      // 9.9p1 forgot to say no at startup.
      if (release !== at('9.9p1')) startup = false
      continue
    }
    const glued = release >= at('9.9p2') ? gluedCriterion(written) : undefined
    const [attribute, value] = glued ?? [written, words[index++]]
    if (value === undefined || value === '' || value.startsWith('#')) {
      return bad(`Missing Match criteria for ${attribute}`)
    }
    const text = `${attribute} ${value}`
    const decoded = decode(asciiLowerCase(attribute), value, { target, host, encoding })
    if (decoded === undefined) return bad(`Unsupported Match attribute ${written}`)
    if (typeof decoded === 'string') return bad(decoded)
    if ('wrong' in decoded) {
      const name = asciiLowerCase(attribute)
      const line = where.slice(where.lastIndexOf(' ') + 1)
      // Up to 8.3 the list was read only when a connection came.
      if (release < at('8.4')) late = bad().messages
      else return { messages: [`Invalid Match ${name} argument '${value}' at line ${line}`] }
      criteria.push({ criterion: { kind: 'constant', holds: false }, text })
      startup = false
      continue
    }
    const open = templated(value)
    criteria.push({ criterion: open ? { kind: 'constant', holds: false } : decoded, text })
    startup &&= decoded.kind === 'constant' && decoded.holds && !open
  }
  if (attributes === 0) return bad('One or more attributes required for Match')
  return { criteria, startup, surplus: words.slice(index), ...(late && { late }) }
}

/** `user=root` in one word, which 9.9p2 and later accept for the criteria that have a value. */
function gluedCriterion(written: string): [string, string] | undefined {
  const equals = written.indexOf('=')
  if (equals === -1 || !VALUED.includes(asciiLowerCase(written.slice(0, equals)))) return undefined
  return [written.slice(0, equals), written.slice(equals + 1)]
}

type Decoded = Criterion | string | { wrong: true } | undefined

/** The criterion; a message where its value is refused; `undefined` where the daemon does not know it. */
function decode(
  name: string,
  value: string,
  { target, host, encoding }: { target: Target; host: Host; encoding: Encoding },
): Decoded {
  switch (name) {
    case 'user':
    case 'group':
      return { kind: name, patterns: patternList(value, encoding) }
    case 'host':
      return { kind: 'host', patterns: patternList(asciiLowerCase(value), encoding) }
    case 'rdomain':
      return target.release >= at('7.7')
        ? { kind: 'rdomain', patterns: patternList(value, encoding) }
        : undefined
    case 'address':
    case 'localaddress': {
      const networks = addressList(value, target.release)
      if (networks === 'wrong') return { wrong: true }
      return { kind: name === 'address' ? 'address' : 'local-address', networks }
    }
    case 'localport': {
      const port = portNumber(value, host)
      return port === -1 ? `Invalid LocalPort '${value}' on Match line` : { kind: 'local-port', port }
    }
    case 'version':
      return target.release >= at('10.0') ? versionCriterion(value, target) : undefined
    default:
      return undefined
  }
}

function versionCriterion(value: string, target: Target): Criterion {
  return {
    kind: 'constant',
    holds: matchPatternList(runningVersion(target), patternList(value)) === 'matches',
  }
}

/** SSH_RELEASE of version.h, with what a distribution adds to it. The source of 10.0p1 called itself 10.0p2. */
function runningVersion({ version, release, build }: Target): string {
  const port = /p\d+$/.exec(version)?.[0] ?? (release === at('10.0') ? 'p2' : 'p1')
  const revision = build.revision === undefined ? '' : ` ${build.revision}`
  return `OpenSSH_${version.replace(/p\d+$/, '')}${port}${revision}`
}
