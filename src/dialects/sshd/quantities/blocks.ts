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

const kerberosAnywhere: Quantity = {
  name: 'kerberos-anywhere',
  kind: 'flag',
  summary: 'Whether KerberosAuthentication is on for any connection',
  reads: [],
  compute: ({ config }) =>
    config.settings.some(({ keyword, value }) => keyword === 'KerberosAuthentication' && value !== 'no')
      ? 'yes'
      : 'no',
}

export const blocks: readonly Quantity[] = [
  refusedOnPurpose,
  inBlock,
  methodsEnabledSomewhere,
  methodsEnabledInBlocks,
  lifted,
  kerberosAnywhere,
]
