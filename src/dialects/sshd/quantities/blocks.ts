import type { Guard, Quantity } from '../../dialect.ts'
import { enabledSomewhere, switches } from './switches.ts'

/** Blocks such as `Match all` apply to everybody: they tell no connections apart. */
export function isConditional(guard: Guard): boolean {
  return guard.criteria.some((criterion) => criterion.kind !== 'constant' || !criterion.holds)
}

const inBlock: Quantity = {
  name: 'in-block',
  kind: 'flag',
  summary: 'Whether a Match block that does not hold for everybody applies to the connection',
  reads: [],
  compute: ({ guards }) => (guards.hold.some(isConditional) ? 'yes' : 'no'),
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
        keyword === 'RefuseConnection' && guard && isConditional(guard) && value !== 'yes',
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

export const blocks: readonly Quantity[] = [
  refusedOnPurpose,
  inBlock,
  methodsEnabledSomewhere,
  methodsEnabledInBlocks,
  lifted,
  optionsOfDisabledMethods,
]
