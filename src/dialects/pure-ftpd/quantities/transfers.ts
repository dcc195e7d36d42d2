import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'

export const transferQuantities: readonly Quantity[] = [
  {
    name: 'fxp-level',
    kind: 'enum',
    values: ['none', 'authenticated', 'everybody'],
    summary: 'Who may transfer from server to server',
    reads: ['AllowUserFXP', 'AllowAnonymousFXP'],
    compute(view) {
      const everybody = view.get('AllowAnonymousFXP')
      const users = view.get('AllowUserFXP')
      if (everybody === UNKNOWN || users === UNKNOWN) return UNKNOWN
      if (everybody === 'yes') return 'everybody'
      return users === 'yes' ? 'authenticated' : 'none'
    },
  },
  {
    name: 'throttled',
    kind: 'enum',
    values: ['nobody', 'anonymous', 'everybody'],
    summary: 'Whose bandwidth is limited',
    reads: ['AnonymousBandwidth', 'UserBandwidth'],
    compute: audience('AnonymousBandwidth', 'UserBandwidth'),
  },
  {
    name: 'ratio-audience',
    kind: 'enum',
    values: ['nobody', 'anonymous', 'everybody'],
    summary: 'Who must upload to download',
    reads: ['AnonymousRatio', 'UserRatio'],
    compute: audience('AnonymousRatio', 'UserRatio'),
  },
  {
    name: 'verbose-lines',
    kind: 'number',
    summary: 'How often VerboseLog is switched on: more than twice has no effect',
    reads: ['VerboseLog'],
    compute: (view) => (view.peek('VerboseLog') === 'yes' ? view.setting('VerboseLog').origins.length : 0),
  },
]

function audience(anonymous: string, users: string): Quantity['compute'] {
  return (view) => {
    const all = view.get(users)
    const some = view.get(anonymous)
    if (all === UNKNOWN || some === UNKNOWN) return UNKNOWN
    if (all !== 'none') return 'everybody'
    return some === 'none' ? 'nobody' : 'anonymous'
  }
}
