import type { Value } from '../dialect.ts'
import type { KeywordRow } from './keywords/row.ts'
import type { Keyword, Penalties } from './keywords/types.ts'
import type { AlgorithmKind } from './known-algorithms.ts'
import { at, releaseFor, type Target } from './releases.ts'
import { defaultAlgorithms } from './values/algorithms.ts'
import { scanInts } from './values/numbers.ts'
import { service } from './values/quality-of-service.ts'

/** The value of a keyword that no line sets, as fill_default_server_options gives it. */
export function defaultValue(keyword: Keyword, row: KeywordRow, target: Target): Value {
  const text = target.build.defaults[keyword] ?? row.default
  switch (keyword) {
    case 'PidFile':
      return target.build.pidFile ?? (target.release >= at('10.4') ? text : `/var${text}`)
    case 'SshdSessionPath':
    case 'SshdAuthPath':
      return `${target.build.libexec}/${text}`
    case 'StreamLocalBindMask':
      return Number.parseInt(text, 8)
    case 'ListenAddress':
      return { addresses: [] }
    case 'Subsystem':
      return {}
    case 'MaxStartups': {
      const [begin = 0, rate = 0, full = 0] = scanInts(text, 3)
      return { begin, rate, full }
    }
    case 'PerSourceNetBlockSize': {
      const [ipv4 = 0, ipv6 = 0] = scanInts(text, 2)
      return { ipv4, ipv6 }
    }
    case 'RekeyLimit':
      return { bytes: 0, seconds: 0, digits: '0' }
    case 'IPQoS': {
      const [interactive = '', bulk = ''] = text
        .split(' ')
        .map((word) => service(word, releaseFor(keyword, target)))
      return { interactive, bulk }
    }
    case 'PerSourcePenalties':
      return defaultPenalties(target)
  }
  if (isAlgorithmKind(row.syntax)) return defaultAlgorithms(row.syntax, target)
  if (row.kind === 'number') return Number(text)
  if (row.kind === 'list') return text === '' ? [] : text.split(' ')
  return text
}

/** Whether the arguments of a keyword are a list of algorithms. */
export function isAlgorithmKind(syntax: string): syntax is AlgorithmKind {
  return ['ciphers', 'macs', 'kex', 'keys', 'signatures'].includes(syntax)
}

function defaultPenalties(target: Target): Penalties {
  return {
    enabled: true,
    crash: 90,
    authfail: 5,
    invaliduser: 5,
    noauth: 1,
    'grace-exceeded': target.release >= at('9.9p1') ? 10 : 20,
    refuseconnection: 10,
    max: 600,
    min: 15,
    'max-sources4': 65_536,
    'max-sources6': 65_536,
    overflow: 'permissive',
    overflow6: 'permissive',
  }
}
