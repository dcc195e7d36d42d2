import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import { at } from '../releases.ts'
import { releaseOf } from './release.ts'
import { textOf } from './words.ts'

/** A part of a structured value. */
function field(value: Value | Unknown, name: string): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function numberIn(value: Value | Unknown, name: string): number | Unknown {
  const found = field(value, name)
  return typeof found === 'number' ? found : UNKNOWN
}

function partOf(keyword: string, name: string, part: string, summary: string): Quantity {
  return {
    name,
    kind: 'number',
    summary,
    reads: [keyword],
    compute: (view) => numberIn(view.get(keyword), part),
  }
}

const startupsBegin = partOf(
  'MaxStartups',
  'startups-begin',
  'begin',
  'Unauthenticated connections from which on MaxStartups refuses some',
)
const startupsFull = partOf(
  'MaxStartups',
  'startups-full',
  'full',
  'Unauthenticated connections from which on MaxStartups refuses all',
)
const penaltyMin = partOf(
  'PerSourcePenalties',
  'penalty-min',
  'min',
  'Seconds of penalty from which on an address is refused',
)
const penaltyMax = partOf(
  'PerSourcePenalties',
  'penalty-max',
  'max',
  'Most seconds of penalty that an address can collect',
)

/** Up to 10.2 a single number left the mask for IPv6 at 0: all of IPv6 was one source (servconf.c sPerSourceNetBlockSize). */
const ipv6Mask: Quantity = {
  name: 'ipv6-source-bits',
  kind: 'number',
  summary: 'Bits of an IPv6 address that make one source',
  reads: ['PerSourceNetBlockSize'],
  compute: (view) => numberIn(view.get('PerSourceNetBlockSize'), 'ipv6'),
}

/** srclimit.c: parts switch penalties on, wherever the `no` stands (servconf.c sPerSourcePenalties). */
const penaltiesDespiteNo: Quantity = {
  name: 'penalties-despite-no',
  kind: 'flag',
  summary: 'Whether a line PerSourcePenalties no is undone by another one',
  reads: ['PerSourcePenalties'],
  compute: (view) => {
    const lines = view.config.settings.filter(({ keyword }) => keyword === 'PerSourcePenalties')
    const off = lines.filter(({ text }) => /^no$/i.test(text.trim()))
    const parts = lines.filter(({ text }) => text.includes(':'))
    if (off.length === 0 || parts.length === 0) return 'no'
    for (const setting of [...off, ...parts]) view.line(setting)
    return 'yes'
  },
}

/** Penalties are on by default since 9.8. */
const penaltiesOn: Quantity = {
  name: 'penalties-on',
  kind: 'flag',
  summary: 'Whether PerSourcePenalties refuses addresses that misbehave',
  reads: ['PerSourcePenalties'],
  compute: (view) => {
    const value = view.peek('PerSourcePenalties')
    if (typeof value !== 'object' || Array.isArray(value)) return UNKNOWN
    const off = field(value, 'switch') === 'no' || field(value, 'enabled') === false
    const parts = view.peekSetting('PerSourcePenalties').origins.some(({ text }) => text.includes(':'))
    if (off) view.get('PerSourcePenalties')
    return off && !parts ? 'no' : 'yes'
  },
}

/** srclimit.c srclimit_penalty_check_allow: with a table of no places and overflow deny-all, every address is refused. */
const familiesRefused: Quantity = {
  name: 'families-refused-by-penalties',
  kind: 'list',
  summary: 'Address families of which PerSourcePenalties refuses every address',
  reads: ['PerSourcePenalties'],
  compute: (view) => {
    const value = view.peek('PerSourcePenalties')
    if (value === UNKNOWN) return UNKNOWN
    const isRefused = (most: string, overflow: string) =>
      field(value, most) === 0 && field(value, overflow) === 'deny-all'
    const refused = [
      ...(isRefused('max-sources4', 'overflow') ? ['IPv4'] : []),
      ...(isRefused('max-sources6', 'overflow6') ? ['IPv6'] : []),
    ]
    if (refused.length > 0) view.get('PerSourcePenalties')
    return refused
  },
}

/** addr_match_list(3): a list of negated items alone matches nothing. */
const exemptsNobody: Quantity = {
  name: 'exempts-nobody',
  kind: 'flag',
  summary: 'Whether PerSourcePenaltyExemptList has negated items only',
  reads: ['PerSourcePenaltyExemptList'],
  compute: (view) => {
    const list = textOf(view.peek('PerSourcePenaltyExemptList'))
    if (list === UNKNOWN) return UNKNOWN
    return list !== 'none' && list.split(',').every((item) => item.startsWith('!')) ? 'yes' : 'no'
  },
}

/** 8.2 turned the meaning round: before, 0 ended the connection at the first silence (serverloop.c client_alive_check). */
const countZeroNeverEnds: Quantity = {
  name: 'alive-count-zero-never-ends',
  kind: 'flag',
  summary: 'Whether ClientAliveCountMax 0 means that connections are never ended (from 8.2 on)',
  reads: [],
  compute: (view) => (releaseOf(view) >= at('8.2') ? 'yes' : 'no'),
}

/** servconf.c sRekeyLimit: the amount and the time are kept apart, and the first line that gives one wins. */
const rekeyLimitMixed: Quantity = {
  name: 'rekey-limit-mixed',
  kind: 'flag',
  summary: 'Whether RekeyLimit has its amount from one line and its time from another one',
  reads: ['RekeyLimit'],
  compute: (view) => {
    const { origins } = view.peekSetting('RekeyLimit')
    for (const line of origins.length > 1 ? origins : []) view.line(line)
    return origins.length > 1 ? 'yes' : 'no'
  },
}

const eachSourceLimited: Quantity = {
  name: 'limits-each-source',
  kind: 'flag',
  summary: 'Whether PerSourceMaxStartups keeps one address from taking all places of MaxStartups',
  reads: ['PerSourceMaxStartups', 'MaxStartups'],
  compute: (view) => {
    const most = view.peek('PerSourceMaxStartups')
    const all = numberIn(view.peek('MaxStartups'), 'full')
    if (typeof most !== 'number' || all === UNKNOWN) return UNKNOWN
    return most < all ? 'yes' : 'no'
  },
}

/** Without any unit a number is seconds; who writes 1 or 2 mostly thinks of minutes. */
const graceWithoutUnit: Quantity = {
  name: 'grace-time-without-unit',
  kind: 'flag',
  summary: 'Whether LoginGraceTime is written as a bare number',
  reads: ['LoginGraceTime'],
  compute: (view: View) => {
    const { origins } = view.peekSetting('LoginGraceTime')
    return origins.some(({ text }) => /^["']?\d+["']?$/.test(text.trim())) ? 'yes' : 'no'
  },
}

export const limits: readonly Quantity[] = [
  startupsBegin,
  startupsFull,
  penaltyMin,
  penaltyMax,
  ipv6Mask,
  penaltiesDespiteNo,
  penaltiesOn,
  familiesRefused,
  exemptsNobody,
  countZeroNeverEnds,
  graceWithoutUnit,
  eachSourceLimited,
  rekeyLimitMixed,
]
