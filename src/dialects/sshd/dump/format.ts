import type { Value } from '../../dialect.ts'
import type { Kept } from '../kept.ts'
import type { KeywordRow } from '../keywords/row.ts'
import { isFields } from '../laws.ts'
import { at, type Target } from '../releases.ts'
import { isNone } from '../values/simple.ts'
import type { DumpLine } from './lines.ts'

/** The text behind the keyword for each line that sshd -T prints of a keyword; none where it leaves it out. */
export function formatted(line: DumpLine, kept: Kept, row: KeywordRow, target: Target): readonly string[] {
  const { value } = kept
  switch (line.form) {
    case 'word':
      return [wordOf(String(value), row, target)]
    case 'number':
      return [line.keyword === 'UnusedConnectionTimeout' && value === 0 ? 'none' : String(value)]
    case 'octal':
      return [`0${Number(value).toString(8)}`]
    case 'text':
      return [textOf(line, kept, target)]
    case 'comma-list':
      return [strings(value).join(',')]
    case 'one-line':
      return oneLine(line, kept, target)
    case 'port-lines':
    case 'lines':
      return strings(value).map((item) => (isHostKey(line) && isNone(item) ? '(null)' : item))
    case 'subsystem-lines':
      return Object.entries(isFields(value) ? value : {}).map(
        ([name, subsystem]) => `${name} ${lineOf(subsystem)}`,
      )
    case 'startups-or-none':
      return [value === 2_147_483_647 ? 'none' : String(value)]
    case 'penalties':
      return [penalties(value, target)]
    default:
      return [structure(line.form, isFields(value) ? value : {})]
  }
}

function structure(form: DumpLine['form'], value: { readonly [field: string]: unknown }): string {
  switch (form) {
    case 'startups':
      return `${value.begin}:${value.rate}:${value.full}`
    case 'masks':
      return `${value.ipv4}:${value.ipv6}`
    case 'services':
      return `${value.interactive} ${value.bulk}`
    default:
      return `${value.digits} ${value.seconds}`
  }
}

/** What 10.6 prints for the two keywords that also take `true` and `false`. */
const BOOLEANS: Readonly<Record<string, string>> = {
  yes: 'true',
  transport: 'true',
  no: 'false',
  'no-pq-kex': 'false',
}

/** Up to 10.0 `without-password` came first in the table; since 10.6 two tables begin with `true`. */
function wordOf(value: string, row: KeywordRow, target: Target): string {
  if (value === 'prohibit-password' && target.release < at('10.1')) return 'without-password'
  if (row.words && 'true' in row.words) return BOOLEANS[value] ?? value
  if (value === 'QUIET' && target.build.silentLogLevel) return 'SILENT'
  return value
}

/** Keywords whose `none` is forgotten at startup, and for some of them for a connection too. */
const CLEARED_AT_STARTUP: readonly string[] = [
  'PidFile',
  'XAuthLocation',
  'Banner',
  'TrustedUserCAKeys',
  'RevokedKeys',
  'SecurityKeyProvider',
  'AuthorizedPrincipalsFile',
  'VersionAddendum',
  'ForceCommand',
  'ChrootDirectory',
  'RDomain',
  'HostKeyAgent',
  'PerSourcePenaltyExemptList',
]

function textOf({ keyword }: DumpLine, { value, fromMatch }: Kept, target: Target): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value)
  if (text === '') return 'none'
  const clearedForConnection =
    keyword === 'ForceCommand' ||
    keyword === 'ChrootDirectory' ||
    (keyword === 'AuthorizedPrincipalsFile' && target.release >= at('10.6'))
  const cleared = fromMatch ? clearedForConnection : CLEARED_AT_STARTUP.includes(keyword)
  return cleared && isNone(text) ? 'none' : text
}

function oneLine(line: DumpLine, { value, fromMatch, set }: Kept, target: Target): readonly string[] {
  const items = strings(value)
  const none = items.length === 1 && isNone(String(items[0]))
  const clearing =
    line.keyword === 'RevokedKeys' ||
    line.keyword === 'AuthorizedKeysFile' ||
    line.keyword === 'ChannelTimeout'
  const cleared =
    none && clearing && !fromMatch && (target.release >= at('10.3') || line.keyword === 'ChannelTimeout')
  if (items.length > 0 && !cleared && (set || !none || line.empty !== undefined)) return [items.join(' ')]
  return line.empty === undefined ? [] : [line.empty]
}

function penalties(value: Value, target: Target): string {
  if (!isFields(value) || value.enabled !== true) return 'no'
  const { release } = target
  const time = (key: string) => {
    const seconds = Number(value[key])
    return `${key}:${release >= at('10.3') ? seconds.toFixed(6) : seconds}`
  }
  const keys = [
    'crash',
    'authfail',
    'noauth',
    ...(release >= at('10.3') ? ['invaliduser'] : []),
    'grace-exceeded',
    ...(release >= at('9.9p1') ? ['refuseconnection'] : []),
    'max',
    'min',
  ]
  const rest = ['max-sources4', 'max-sources6', 'overflow', 'overflow6'].map((key) => `${key}:${value[key]}`)
  return [...keys.map(time), ...rest].join(' ')
}

function isHostKey({ keyword }: DumpLine): boolean {
  return keyword === 'HostKey' || keyword === 'HostCertificate'
}

function lineOf(subsystem: unknown): string {
  return typeof subsystem === 'object' && subsystem !== null && 'line' in subsystem
    ? String(subsystem.line)
    : ''
}

function strings(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
