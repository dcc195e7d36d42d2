import type { AddressList, Criterion, Guard, PatternList, Quantity } from '../../dialect.ts'
import { enabledSomewhere, switches } from './switches.ts'

/** Blocks such as `Match all` count at startup, too: they tell no connections apart. */
export function isConditional(guard: Guard): boolean {
  return guard.criteria.some((criterion) => criterion.kind !== 'constant' || !criterion.holds)
}

/** Whether a block picks some connections out; `Match all` and `Match User *` do not. */
export function isSelective(guard: Guard): boolean {
  return !guard.criteria.every(holdsForEverybody)
}

/** A user, a host and two addresses every connection has; groups and a routing domain not. */
function holdsForEverybody(criterion: Criterion): boolean {
  if (criterion.kind === 'constant') return criterion.holds
  if (criterion.kind === 'user' || criterion.kind === 'host') return fitsEverything(criterion.patterns)
  if (criterion.kind !== 'address' && criterion.kind !== 'local-address') return false
  return fitsEverything(criterion.networks) || holdsAllNetworks(criterion.networks)
}

function fitsEverything(list: PatternList | AddressList): boolean {
  const hasAll = list.some((item) => 'pattern' in item && /^\*+$/.test(item.pattern))
  return hasAll && list.every(({ negated }) => !negated)
}

/** `0.0.0.0/0,::/0` */
function holdsAllNetworks(list: AddressList): boolean {
  const whole = list.flatMap((item) =>
    'network' in item && item.network.bits === 0 ? [item.network.address.length] : [],
  )
  return whole.includes(4) && whole.includes(16) && list.every(({ negated }) => !negated)
}

/** A rule about certain connections is restricted to them by a block that nobody wrote, which has no words. */
function isWritten({ text }: Guard): boolean {
  return text.length > 0
}

const inBlock: Quantity = {
  name: 'in-block',
  kind: 'flag',
  summary: 'Whether a Match block that does not hold for everybody applies to the connection',
  reads: [],
  perBlock: true,
  settledBy: { block: isConditional, value: 'yes' },
  compute: ({ guards }) => (guards.hold.filter(isWritten).some(isConditional) ? 'yes' : 'no'),
}

const forEverybody: Quantity = {
  name: 'for-everybody',
  kind: 'flag',
  summary: 'Whether all connections are meant but those that Match blocks of their own pick out',
  reads: [],
  perBlock: true,
  settledBy: { block: isSelective, value: 'no' },
  compute: ({ guards }) => (guards.hold.filter(isWritten).some(isSelective) ? 'no' : 'yes'),
}

/** Whether a pattern of Match Host holds a letter, or a hyphen, that no address holds. */
export function isHostName(pattern: string): boolean {
  return /[g-z_-]/i.test(pattern) && !pattern.includes('/')
}

function needsHostName({ criteria }: Guard): boolean {
  return criteria.some((criterion) => {
    if (criterion.kind !== 'host') return false
    const wanted = criterion.patterns.filter(({ negated }) => !negated)
    return wanted.length > 0 && wanted.every(({ pattern }) => isHostName(pattern))
  })
}

const inBlockForHostName: Quantity = {
  name: 'in-block-for-host-name',
  kind: 'flag',
  summary: 'Whether a Match block applies that asks for the name of the host of the client',
  reads: [],
  perBlock: true,
  settledBy: { block: needsHostName, value: 'yes' },
  compute: ({ guards }) => (guards.hold.some(needsHostName) ? 'yes' : 'no'),
}

const methodsEnabledSomewhere: Quantity = {
  name: 'methods-enabled-somewhere',
  kind: 'list',
  summary: 'Authentication methods that are switched on for some connection or other',
  reads: [],
  compute: ({ config }) => enabledSomewhere(config),
}

const methodsEnabledInBlocks: Quantity = {
  name: 'methods-enabled-in-blocks',
  kind: 'list',
  summary: 'Authentication methods that some Match block switches on',
  reads: [],
  compute: ({ config }) => {
    const opened = config.settings.filter(
      ({ guard, value }) => guard && isConditional(guard) && value !== 'no',
    )
    return switches
      .filter(([, keyword]) => opened.some((setting) => setting.keyword === keyword))
      .map(([method]) => method)
  },
}

const refusedOnPurpose: Quantity = {
  name: 'refused-on-purpose',
  kind: 'flag',
  summary: 'Whether RefuseConnection turns the connection away',
  reads: ['RefuseConnection'],
  compute: (view) => view.peek('RefuseConnection'),
}

const lifted: Quantity = {
  name: 'lifted-in-a-block',
  kind: 'flag',
  summary: 'Whether some Match block sets RefuseConnection to no',
  reads: [],
  compute: ({ config }) =>
    config.settings.some(
      ({ keyword, guard, value }) =>
        keyword === 'RefuseConnection' && guard && isSelective(guard) && value !== 'yes',
    )
      ? 'yes'
      : 'no',
}

/** Options by which somebody asks for more than the default gives; those that only restrict are belt and braces. */
const wishes: readonly { keyword: string; wanted: readonly string[]; switch: string }[] = [
  { keyword: 'KerberosTicketCleanup', wanted: ['no'], switch: 'KerberosAuthentication' },
  { keyword: 'KerberosGetAFSToken', wanted: ['yes'], switch: 'KerberosAuthentication' },
  { keyword: 'GSSAPICleanupCredentials', wanted: ['no'], switch: 'GSSAPIAuthentication' },
  { keyword: 'GSSAPIStrictAcceptorCheck', wanted: ['no'], switch: 'GSSAPIAuthentication' },
  { keyword: 'IgnoreRhosts', wanted: ['no', 'shosts-only'], switch: 'HostbasedAuthentication' },
  { keyword: 'HostbasedUsesNameFromPacketOnly', wanted: ['yes'], switch: 'HostbasedAuthentication' },
]

const optionsOfDisabledMethods: Quantity = {
  name: 'options-of-disabled-methods',
  kind: 'list',
  summary:
    'Options of Kerberos, GSSAPI and host-based authentication that are set while the method is on nowhere',
  reads: [...wishes.map(({ keyword }) => keyword), ...new Set(wishes.map((wish) => wish.switch))],
  compute: (view) => {
    const dead = wishes.filter(
      (wish) =>
        view.isSet(wish.keyword) &&
        wish.wanted.includes(String(view.peek(wish.keyword))) &&
        view.peek(wish.switch) === 'no' &&
        !view.config.settings.some(({ keyword, value }) => keyword === wish.switch && value !== 'no'),
    )
    for (const wish of dead) {
      view.get(wish.keyword)
      view.get(wish.switch)
    }
    return dead.map(({ keyword }) => keyword)
  },
}

/** What needs a method, and the switch of that method. */
const needs: readonly (readonly [keyword: string, needed: string])[] = [
  ['AuthorizedKeysCommand', 'PubkeyAuthentication'],
  ['AuthorizedKeysFile', 'PubkeyAuthentication'],
  ['KerberosAuthentication', 'PasswordAuthentication'],
]

const deadInOwnBlock: Quantity = {
  name: 'set-where-its-method-is-off',
  kind: 'list',
  summary: 'Keywords that need a method which the same Match block switches off',
  reads: needs.flat(),
  compute: (view) =>
    needs.flatMap(([keyword, needed]) => {
      const block = view.block(keyword)
      const isTogether = block !== undefined && block === view.block(needed)
      return isTogether && view.peek(needed) === 'no' ? [keyword] : []
    }),
}

export const blocks: readonly Quantity[] = [
  refusedOnPurpose,
  inBlock,
  forEverybody,
  inBlockForHostName,
  methodsEnabledSomewhere,
  methodsEnabledInBlocks,
  lifted,
  optionsOfDisabledMethods,
  deadInOwnBlock,
]
