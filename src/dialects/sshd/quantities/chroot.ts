import { isFailure, UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { at } from '../releases.ts'
import { releaseOf } from './release.ts'
import { expandTokens, strangeTokens } from './tokens.ts'
import { textOf } from './words.ts'

/** session.c do_setusercontext, safely_chroot: after `~` and tokens the path must begin at the root. */
const chrootForm: Quantity = {
  name: 'chroot-form',
  kind: 'enum',
  values: ['none', 'absolute', 'home', 'relative'],
  summary: 'Where ChrootDirectory begins: at the root, at the home of the user, or nowhere',
  reads: ['ChrootDirectory'],
  compute: (view) => {
    const chroot = textOf(view.peek('ChrootDirectory'))
    if (chroot === UNKNOWN) return UNKNOWN
    if (chroot === 'none') return 'none'
    if (chroot.startsWith('/')) return 'absolute'
    return /^(%h|~)/.test(chroot) ? 'home' : 'relative'
  },
}

/** %U came with 7.8; before, it was as unknown as any other. */
const unknownChrootTokens: Quantity = {
  name: 'unknown-chroot-tokens',
  kind: 'list',
  summary: 'Tokens in ChrootDirectory that this version does not know',
  reads: ['ChrootDirectory'],
  compute: (view) => {
    const chroot = textOf(view.peek('ChrootDirectory'))
    if (chroot === UNKNOWN) return UNKNOWN
    return strangeTokens(chroot, releaseOf(view) < at('7.8') ? 'hu' : 'huU')
  },
}

const homeFacts: Quantity = {
  name: 'home-facts',
  kind: 'enum',
  values: ['known', 'unknown'],
  summary: 'Whether the owners of the home directories are known: then chroot-faults has the answer',
  reads: [],
  perAccount: true,
  compute: ({ account, host }) => {
    if (account === UNKNOWN || account.home === UNKNOWN) return 'unknown'
    return host.file(account.home) === UNKNOWN ? 'unknown' : 'known'
  },
}

/** safely_chroot: every component must be a directory, owned by root, and writable by nobody else. */
const chrootFaults: Quantity = {
  name: 'chroot-faults',
  kind: 'list',
  summary:
    'Components of ChrootDirectory that are missing, not owned by root, or writable by group or others',
  reads: ['ChrootDirectory'],
  perAccount: true,
  compute: (view) => {
    const written = textOf(view.peek('ChrootDirectory'))
    if (written === UNKNOWN || written === 'none') return written === 'none' ? [] : UNKNOWN
    const withHome = written.replace(/^~(?=\/|$)/, '%h')
    const path = view.account === UNKNOWN ? withHome : expandTokens(withHome, view.account)
    if (!path.startsWith('/')) return UNKNOWN
    const parts = path.split('/').filter((part) => part !== '')
    const faults: string[] = []
    for (let depth = 0; depth <= parts.length; depth++) {
      const component = `/${parts.slice(0, depth).join('/')}`
      if (component.includes('%')) break
      const fault = faultOf(component)
      if (fault === undefined) continue
      faults.push(`${component} ${fault}`)
      view.fact({ keyword: 'ChrootDirectory', value: component, file: component, note: fault })
    }
    return faults

    function faultOf(component: string): string | undefined {
      const facts = view.host.file(component)
      if (facts === UNKNOWN) return undefined
      if (facts === 'missing') return 'does not exist'
      if (isFailure(facts)) return undefined
      if (facts.type !== 'directory') return 'is not a directory'
      if (facts.uid !== UNKNOWN && facts.uid !== 0) return 'is not owned by root'
      return facts.mode !== UNKNOWN && (facts.mode & 0o022) !== 0
        ? 'is writable by group or others'
        : undefined
    }
  },
}

export const chroot: readonly Quantity[] = [chrootForm, unknownChrootTokens, homeFacts, chrootFaults]
