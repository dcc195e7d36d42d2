import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { matchesPattern } from '../matching/patterns.ts'
import { at } from '../releases.ts'
import { releaseOf } from './release.ts'
import { wordsOf } from './words.ts'

/** The types that channels have when a timeout is looked up (channels.c lookup_timeout); subsystems by an example. */
const CHANNEL_TYPES = [
  'agent-connection',
  'direct-tcpip',
  'direct-streamlocal@openssh.com',
  'forwarded-tcpip',
  'forwarded-streamlocal@openssh.com',
  'session',
  'session:shell',
  'session:command',
  'session:subsystem:sftp',
  'tun-connection',
  'x11-connection',
  'global',
]

function typesOf(view: View): readonly string[] | typeof UNKNOWN {
  const words = wordsOf(view.peek('ChannelTimeout'))
  if (words === UNKNOWN) return UNKNOWN
  return words.filter((word) => word !== 'none').map((word) => word.slice(0, word.lastIndexOf('=')))
}

/** The types that a pattern stands for; a subsystem of any name is one. */
function coveredBy(pattern: string): readonly string[] {
  const known = CHANNEL_TYPES.filter((type) => matchesPattern(type, pattern))
  return known.length === 0 && /^session:subsystem:./.test(pattern) ? [pattern] : known
}

const unknownTypes: Quantity = {
  name: 'channel-types-unknown',
  kind: 'list',
  summary: 'Types in ChannelTimeout that no channel has',
  reads: ['ChannelTimeout'],
  compute: (view) => {
    const types = typesOf(view)
    return types === UNKNOWN ? UNKNOWN : types.filter((type) => coveredBy(type).length === 0)
  },
}

/** serverloop.c, channels.c channel_handler: a session without traffic is closed, and then a connection without channels, whoever is gone. */
const idleConnectionsEnd: Quantity = {
  name: 'idle-connections-end',
  kind: 'flag',
  summary:
    'Whether ChannelTimeout closes idle sessions, and UnusedConnectionTimeout what is left of the connection',
  reads: ['ChannelTimeout', 'UnusedConnectionTimeout'],
  compute: (view) => {
    if (!view.isSet('ChannelTimeout') || !view.isSet('UnusedConnectionTimeout')) return 'no'
    const timeouts = wordsOf(view.peek('ChannelTimeout'))
    const unused = view.peek('UnusedConnectionTimeout')
    if (timeouts === UNKNOWN || unused === UNKNOWN) return UNKNOWN
    const ends = (type: string) => {
      const first = timeouts.find((word) => matchesPattern(type, word.slice(0, word.lastIndexOf('='))))
      return first !== undefined && !/=0+[a-z]?$/i.test(first)
    }
    return unused !== 0 && ['session:shell', 'session:command'].every(ends) ? 'yes' : 'no'
  },
}

/** The first pattern that fits counts. */
const coveredTypes: Quantity = {
  name: 'channel-types-covered',
  kind: 'list',
  summary: 'Types in ChannelTimeout for which an earlier pattern of the line counts',
  reads: ['ChannelTimeout'],
  compute: (view) => {
    const types = typesOf(view)
    if (types === UNKNOWN) return UNKNOWN
    return types.filter((type, index) => {
      const own = coveredBy(type)
      const earlier = types.slice(0, index)
      return own.length > 0 && own.every((one) => earlier.some((pattern) => matchesPattern(one, pattern)))
    })
  },
}

/** Before 10.6 the type of a session was `session` only until a shell, command or subsystem began (session.c). */
const bareSession: Quantity = {
  name: 'channel-timeout-for-bare-session',
  kind: 'flag',
  summary: 'Whether ChannelTimeout names `session`, which fits no running session of this version',
  reads: ['ChannelTimeout'],
  compute: (view) => {
    const types = typesOf(view)
    if (types === UNKNOWN) return UNKNOWN
    const wider = types.some((type) => type !== 'session' && matchesPattern('session:shell', type))
    return releaseOf(view) < at('10.6') && types.includes('session') && !wider ? 'yes' : 'no'
  },
}

/** Keywords that a block may hold without effect (servconf.c copy_set_server_options; packet.c and channels.c set up before). */
const NOT_APPLIED: Readonly<Record<string, readonly [since: string, until: string]>> = {
  RekeyLimit: ['6.3', '10.5'],
  ChannelTimeout: ['9.2', '10.5'],
  SetEnv: ['7.8', '8.5'],
  PAMServiceName: ['10.5', '10.6'],
}

const notApplied: Quantity = {
  name: 'settings-not-applied-in-block',
  kind: 'list',
  summary: 'Keywords that a Match block sets and that this version takes from the whole file all the same',
  reads: Object.keys(NOT_APPLIED),
  compute: (view) => {
    const release = releaseOf(view)
    const inBlocks = view.config.settings.filter(({ keyword, guard }) => {
      const [since, until] = NOT_APPLIED[keyword] ?? []
      if (since === undefined || until === undefined || guard === undefined) return false
      return release >= at(since) && release < at(until)
    })
    if (inBlocks.length === 0) return []
    const { hold } = view.guards
    const lines = inBlocks.filter(({ guard }) => guard && hold.includes(guard))
    for (const line of lines) view.line(line)
    return [...new Set(lines.map(({ keyword }) => keyword))]
  },
}

/** strtol with base 8 stops at the first digit that is none (servconf.c sStreamLocalBindMask). */
const wrongDigits: Quantity = {
  name: 'bind-mask-as-written',
  kind: 'text',
  summary: 'StreamLocalBindMask as written where it holds other digits than 0 to 7; else `none`',
  reads: ['StreamLocalBindMask'],
  compute: (view) => {
    const [line] = view.peekSetting('StreamLocalBindMask').origins
    if (!line || line.value === UNKNOWN || /^"?[0-7]+"?$/.test(line.text.trim())) return 'none'
    return line.text.trim()
  },
}

const oldClasses: Quantity = {
  name: 'ip-qos-old-names',
  kind: 'list',
  summary: 'Names of services in IPQoS that mean the default of the system since 10.1',
  reads: ['IPQoS'],
  compute: (view) => {
    const [line] = view.peekSetting('IPQoS').origins
    if (!line || line.value === UNKNOWN) return []
    return line.text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => ['lowdelay', 'throughput', 'reliability'].includes(word))
  },
}

export const sessions: readonly Quantity[] = [
  idleConnectionsEnd,
  unknownTypes,
  coveredTypes,
  bareSession,
  notApplied,
  wrongDigits,
  oldClasses,
]
