import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import type { Quota, Umask } from '../values.ts'
import { structure } from './evidence.ts'

export const confinementQuantities: readonly Quantity[] = [
  {
    name: 'chroot-mode',
    kind: 'enum',
    values: ['everyone', 'trusted-group', 'none'],
    summary:
      'Who is locked in the home directory: everyone but root, all but the trusted group, or nobody by directive',
    reads: ['ChrootEveryone', 'TrustedGID'],
    compute(view) {
      const everyone = view.get('ChrootEveryone')
      const group = view.get('TrustedGID')
      if (everyone === UNKNOWN || group === UNKNOWN) return UNKNOWN
      if (everyone === 'yes') return 'everyone'
      return group === 'none' ? 'none' : 'trusted-group'
    },
  },
  {
    name: 'group-zero-members',
    kind: 'list',
    summary:
      'The accounts other than root in group 0 where no chroot directive is in force: they count as trusted',
    reads: ['ChrootEveryone', 'TrustedGID'],
    compute(view) {
      const everyone = view.peek('ChrootEveryone')
      const group = view.peek('TrustedGID')
      if (everyone === UNKNOWN || group === UNKNOWN) return UNKNOWN
      if (everyone === 'yes' || group !== 'none') return []
      const accounts = view.host.accounts()
      if (accounts === UNKNOWN) return UNKNOWN
      const members = accounts.filter(({ uid, gid }) => uid !== 0 && gid === 0)
      for (const { name } of members) view.fact({ keyword: name, value: 'gid 0' })
      return members.map(({ name }) => name)
    },
  },
  quotaField('quota-files', 'Most files of a user, by Quota', ({ files }) => files),
  quotaField('quota-megabytes', 'Most megabytes of a user, by Quota', ({ megabytes }) => megabytes),
  maskFlag(
    'created-homes-usable',
    'Whether users can use the homes that CreateHomeDir makes: the directory mask leaves the owner all rights',
    ({ directories }) => (directories & 0o700) === 0,
  ),
  maskFlag(
    'world-writable-uploads',
    'Whether the file mask lets everybody write uploaded files',
    ({ files }) => (files & 0o002) === 0,
  ),
  maskFlag(
    'uploads-usable',
    'Whether the file mask lets the owner read and write uploaded files',
    ({ files }) => (files & 0o600) === 0,
  ),
  {
    name: 'umask-cut-short',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether a digit 8 or 9 in Umask ends the number before its end',
    reads: ['Umask'],
    compute(view) {
      const [origin] = view.setting('Umask').origins
      if (view.peek('Umask') === UNKNOWN) return UNKNOWN
      return origin && /[89]/.test(origin.text) ? 'yes' : 'no'
    },
  },
]

function quotaField(name: string, summary: string, read: (quota: Quota) => number): Quantity {
  return {
    name,
    kind: 'number',
    summary: `${summary}; unknown without one`,
    reads: ['Quota'],
    compute(view) {
      const quota = structure<Quota>(view.get('Quota'))
      return quota === UNKNOWN || quota === undefined ? UNKNOWN : read(quota)
    },
  }
}

function maskFlag(name: string, summary: string, holds: (mask: Umask) => boolean): Quantity {
  return {
    name,
    kind: 'flag',
    values: ['yes', 'no'],
    summary,
    reads: ['Umask'],
    compute(view) {
      const mask = structure<Umask>(view.get('Umask'))
      if (mask === UNKNOWN || mask === undefined) return UNKNOWN
      return holds(mask) ? 'yes' : 'no'
    },
  }
}
