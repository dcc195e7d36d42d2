import type { Connection, Guard } from '../../dialect.ts'
import type { Refusal, SshdConfig, SshdGuard, SshdSetting } from '../config.ts'
import { logged } from '../daemon-text.ts'
import type { Kept } from '../kept.ts'
import type { Keyword } from '../keywords/types.ts'
import { holds } from '../matching/match-connection.ts'
import { at, type Target } from '../releases.ts'
import { keptSettings, startupSettings } from '../resolve.ts'
import { misplacedAny, wrongMethods } from '../values/authentication-methods.ts'
import { isNone } from '../values/simple.ts'
import { unusableAlgorithms } from './algorithms.ts'
import { refusalOf } from './startup.ts'

/**
 * What ends a connection, or `sshd -T -C …`, although sshd starts: the errors that it finds only when it reads
 * the file again for that connection (parse_server_match_config). The first one counts.
 * @param isComplete attributes that the connection does not have are not complained about, as `sshd -T -C` would
 */
export function connectionRefusal(
  config: SshdConfig,
  connection: Connection,
  isComplete = false,
): Refusal | undefined {
  const refusal = firstRefusal(config, connection, isComplete)
  return refusal && { ...refusal, messages: refusal.messages.map((text) => logged(text, config.encoding)) }
}

function firstRefusal(config: SshdConfig, connection: Connection, isComplete: boolean): Refusal | undefined {
  const guardHolds = (guard: Guard) => holds(guard, connection)
  const found = [
    ...endlessIncludes(config),
    ...(isComplete ? [] : missingAttributes(config, connection)),
    ...wrongAddressLists(config, connection),
    ...relativeCommands(config, guardHolds),
    ...wrongMethodLists(config, guardHolds),
  ]
  const [first] = found.sort((one, other) => one.order - other.order)
  if (first) return first.refusal
  const kept = keptSettings(config, guardHolds)
  const [algorithms] = unusableAlgorithms(kept, config.target)
  return subsystemCrash(config, kept) ?? (algorithms && refusalOf(algorithms))
}

/** From 9.5 to 10.2 the first subsystem of all had to be a global one: a block that defined it crashed sshd. */
function subsystemCrash(config: SshdConfig, kept: (keyword: Keyword) => Kept): Refusal | undefined {
  const { release } = config.target
  if (release < at('9.5') || release >= at('10.3') || !kept('Subsystem').fromMatch) return undefined
  const startup = startupSettings(config)('Subsystem')
  return startup.set ? undefined : { messages: ['Segmentation fault'] }
}

/** An error, and when it is met in the order of reading. */
interface Late {
  order: number
  refusal: Refusal
}

/** For a connection, the files that a pattern gave at startup are all known from the beginning. */
function endlessIncludes({ endless }: SshdConfig): Late[] {
  const refusal = { messages: ['Too many recursive configuration includes'] }
  return endless === undefined ? [] : [{ order: endless, refusal }]
}

/** The blocks whose Match line sshd looks at for a connection: not those inside a block that does not hold. */
function triedGuards({ guards }: SshdConfig, connection: Connection): readonly SshdGuard[] {
  return guards.filter(
    ({ reachable, outer }) => reachable && (outer === undefined || holds(outer, connection)),
  )
}

/**
 * A test without an attribute that some criterion asks for comes to nothing: without a local port always, and
 * up to 8.0 without any other.
 */
function missingAttributes(config: SshdConfig, connection: Connection): Late[] {
  for (const { criteria, own, order } of triedGuards(config, connection)) {
    for (const { kind } of criteria.slice(-own)) {
      const [criterion, attribute, given] = attributeFor(kind, connection)
      if (!criterion || given || (kind !== 'local-port' && config.target.release >= at('8.1'))) continue
      const text = `'Match ${criterion}' in configuration but '${attribute}' not in connection test specification.`
      return [{ order, refusal: { messages: [text] } }]
    }
  }
  return []
}

function attributeFor(
  kind: Guard['criteria'][number]['kind'],
  connection: Connection,
): readonly [criterion?: string, attribute?: string, given?: boolean] {
  switch (kind) {
    case 'user':
      return ['User', 'user', connection.user !== undefined]
    case 'group':
      return ['Group', 'user', connection.user !== undefined]
    case 'host':
      return ['Host', 'host', connection.host !== undefined]
    case 'address':
      return ['Address', 'addr', connection.address !== undefined]
    case 'local-address':
      return ['LocalAddress', 'laddr', connection.localAddress !== undefined]
    case 'local-port':
      return ['LocalPort', 'lport', (connection.localPort ?? 0) !== 0]
    default:
      return []
  }
}

/** Up to 8.3 an address list was read only when there was an address to compare. */
function wrongAddressLists(config: SshdConfig, connection: Connection): Late[] {
  if (connection.address === undefined) return []
  return triedGuards(config, connection)
    .filter(({ late }) => late.length > 0)
    .map(({ order, late }) => ({ order, refusal: { messages: late } }))
}

/** Up to 8.6 a command in a block was looked at only when the block held, and only the one that counts. */
function relativeCommands(config: SshdConfig, guardHolds: (guard: Guard) => boolean): Late[] {
  if (config.target.release >= at('8.7')) return []
  return ['AuthorizedKeysCommand', 'AuthorizedPrincipalsCommand'].flatMap((keyword) => {
    const line = config.settings.find(
      ({ keyword: own, guard }) => own === keyword && guard !== undefined && guardHolds(guard),
    )
    const command = String(line?.literal ?? '/')
    if (!line || command.startsWith('/') || isNone(command)) return []
    return [{ order: line.order, refusal: refusal(config, line, `${keyword} must be an absolute path`) }]
  })
}

/**
 * Up to 9.6 `any` was refused where an earlier line counted for the same connection; and up to 8.6 a line that an
 * earlier one kept from being looked at is looked at where that one does not count for the connection.
 */
function wrongMethodLists(config: SshdConfig, guardHolds: (guard: Guard) => boolean): Late[] {
  const { release } = config.target
  if (release >= at('9.7')) return []
  let counted = false
  for (const line of config.settings) {
    if (line.keyword !== 'AuthenticationMethods' || !Array.isArray(line.literal)) continue
    const active = line.guard !== undefined && guardHolds(line.guard)
    if (release < at('8.7') && counted) continue
    const words = line.literal.map(String)
    const wrong = release < at('8.7') ? firstWrong(words, config.target) : undefined
    const any = misplacedAny(words, active, counted, release)
    if (wrong !== undefined && wrong.index < (any ?? words.length)) {
      const invalid = refusal(config, line, 'invalid authentication method list.')
      return [{ order: line.order, refusal: { ...invalid, messages: [wrong.why, ...invalid.messages] } }]
    }
    if (any !== undefined) {
      const name = release < at('8.7') ? line.keyword : line.written
      const text = `"any" must appear alone in ${name}`
      return [{ order: line.order, refusal: refusal(config, line, text) }]
    }
    counted ||= active
  }
  return []
}

function firstWrong(words: readonly string[], target: Target): { index: number; why: string } | undefined {
  for (const [index, word] of words.entries()) {
    if (word === '') return undefined
    const why = word === 'any' ? undefined : wrongMethods(word, target)
    if (why !== undefined) return { index, why }
  }
  return undefined
}

/** In this pass the main file has no name any more. */
function refusal(config: SshdConfig, line: SshdSetting, text: string): Refusal {
  const file = line.source.path === config.entry ? 'reprocess config' : line.source.path
  return { file: line.source.path, line: line.line, messages: [`${file} line ${line.line}: ${text}`] }
}
