import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { reportVirtual, virtualAccounts } from './virtual-accounts.ts'

/** The directory that the daemon changes to: what stands behind `/./` is below the chroot (ftpd.c, dopass). */
function chrootOf(home: string): string {
  const mark = home.indexOf('/./')
  return mark === -1 ? home : home.slice(0, mark) || '/'
}

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
        ({ fields: { home } }) => home.startsWith('/') && view.host.file(chrootOf(home)) === 'missing',
      )
      if (homeless.length > 0) view.setting('PureDB')
      reportVirtual(view, homeless.slice(0, 20), ({ fields }) => `home ${fields.home}, which does not exist`)
      return homeless.map(({ login }) => login)
    },
  },
]
