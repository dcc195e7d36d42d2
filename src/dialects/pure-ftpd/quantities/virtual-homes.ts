import { UNKNOWN } from '../../../host/host.ts'
import { normalize } from '../../../host/path.ts'
import type { Quantity } from '../../dialect.ts'
import { reportVirtual, virtualAccounts } from './virtual-accounts.ts'

export const virtualHomeQuantities: readonly Quantity[] = [
  {
    name: 'accounts-without-home-directory',
    kind: 'list',
    summary:
      'The PureDB logins whose home directory is certainly not there: they get 421 unless CreateHomeDir makes it',
    reads: ['PureDB'],
    compute(view) {
      const accounts = virtualAccounts(view)
      if (accounts === UNKNOWN) return UNKNOWN
      const homeless = accounts.filter(
        ({ fields: { home } }) => home.startsWith('/') && view.host.file(normalize(home)) === 'missing',
      )
      if (homeless.length > 0) view.setting('PureDB')
      reportVirtual(view, homeless.slice(0, 20), ({ fields }) => `home ${fields.home}, which does not exist`)
      return homeless.map(({ login }) => login)
    },
  },
]
