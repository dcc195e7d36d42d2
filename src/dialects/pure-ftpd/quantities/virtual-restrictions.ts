import type { Quantity } from '../../dialect.ts'
import { LONGEST_LOGIN } from '../authentication/kept-login.ts'
import type { RecordFields } from '../puredb/record.ts'
import { atLeast } from '../versions.ts'
import { loginsWith } from './asked-accounts.ts'

const MOST = 20

/** The first restriction of a record that the daemon cannot read, as it stands there. */
interface Broken {
  text: string
  /** What comes of it: nobody gets in, or the restriction does not hold. */
  outcome: 'refused' | 'void'
}

/** log_puredb.c, access_ip_match and time_restrictions_check: what older versions let pass is refused since 1.0.54. */
function brokenRestriction(fields: RecordFields, version: string): Broken | undefined {
  const isStrict = atLeast(version, '1.0.54')
  for (const [list, without] of [
    [fields.allowedLocal, 'void'],
    [fields.allowedClients, 'void'],
    [fields.deniedLocal, 'refused'],
    [fields.deniedClients, 'refused'],
  ] as const) {
    const entries = list === '' ? [] : list.split(',')
    const bad = entries.find(hasBadMask)
    if (bad !== undefined) return { text: bad, outcome: isStrict ? 'refused' : without }
    // A list of addresses that do not exist allows nobody.
    if (without === 'void' && entries.length > 0 && entries.every(isNoAddress)) {
      return { text: list, outcome: 'refused' }
    }
  }
  if (fields.times === '' || /^\s*\d+-\s*\d+/.test(fields.times)) return undefined
  return { text: fields.times, outcome: isStrict ? 'refused' : 'void' }
}

const MASKED = /^\d+\.\d+\.\d+\.\d+\/(\d+)/

function hasBadMask(entry: string): boolean {
  const bits = MASKED.exec(entry)?.[1]
  return bits !== undefined && (Number(bits) < 1 || Number(bits) > 32)
}

function isNoAddress(entry: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(\/\d+)?$/.exec(entry)?.slice(1, 5)
  return parts?.some((part) => Number(part) > 255) ?? false
}

function withBroken(outcome: Broken['outcome']): Quantity['compute'] {
  return (view) =>
    loginsWith(
      view,
      ({ fields }) => {
        const broken = brokenRestriction(fields, view.config.version)
        return broken?.outcome === outcome ? `restricted by "${broken.text}"` : undefined
      },
      MOST,
    )
}

export const virtualRestrictionQuantities: readonly Quantity[] = [
  {
    name: 'accounts-with-broken-restrictions',
    kind: 'list',
    summary: 'The PureDB logins that an address or a time that cannot be read shuts out altogether',
    reads: ['PureDB'],
    compute: withBroken('refused'),
  },
  {
    name: 'accounts-with-void-restrictions',
    kind: 'list',
    summary:
      'The PureDB logins whose addresses or times cannot be read and so restrict nothing, before 1.0.54',
    reads: ['PureDB'],
    compute: withBroken('void'),
  },
  {
    name: 'accounts-with-long-logins',
    kind: 'list',
    summary: 'The PureDB logins of more than 128 bytes, which the server cuts off before it looks them up',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(
        view,
        ({ login }) => {
          const { length } = new TextEncoder().encode(login)
          return length > LONGEST_LOGIN ? `a login of ${length} bytes` : undefined
        },
        MOST,
      ),
  },
]
