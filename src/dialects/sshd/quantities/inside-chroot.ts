import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { expandTokens } from './tokens.ts'
import { textOf } from './words.ts'

/** Shells that a chroot is usually built with. */
const SHELLS = ['/bin/sh', '/bin/bash', '/bin/rbash', '/bin/dash', '/bin/ash', '/usr/bin/bash', '/usr/bin/sh']

/** True where the host is known to have one of the files below the chroot. */
function isKnownInside(view: View, files: readonly string[]): boolean {
  const written = textOf(view.peek('ChrootDirectory'))
  if (written === UNKNOWN) return false
  const withHome = written.replace(/^~(?=\/|$)/, '%h')
  const chroot = view.account === UNKNOWN ? withHome : expandTokens(withHome, view.account)
  if (!chroot.startsWith('/') || chroot.includes('%')) return false
  return files.some((file) => {
    const facts = view.host.file(`${chroot.replace(/\/+$/, '')}${file}`)
    return facts !== UNKNOWN && facts !== 'missing'
  })
}

const serverInside: Quantity = {
  name: 'sftp-server-inside-chroot',
  kind: 'flag',
  summary: 'Whether the host is known to have the program of the sftp server inside the chroot, too',
  reads: ['ChrootDirectory', 'sftp-command', 'forced-program'],
  perAccount: true,
  compute: (view) => {
    const programs = ['sftp-command', 'forced-program'].map((name) => String(textOf(view.peek(name))))
    const files = programs.filter((program) => program.startsWith('/'))
    return isKnownInside(view, files) ? 'yes' : 'no'
  },
}

const shellInside: Quantity = {
  name: 'shell-inside-chroot',
  kind: 'flag',
  summary: 'Whether the host is known to have a shell inside the chroot',
  reads: ['ChrootDirectory'],
  perAccount: true,
  compute: (view) => (isKnownInside(view, SHELLS) ? 'yes' : 'no'),
}

const logInside: Quantity = {
  name: 'log-socket-inside-chroot',
  kind: 'flag',
  summary: 'Whether the host is known to have a log socket inside the chroot',
  reads: ['ChrootDirectory'],
  perAccount: true,
  compute: (view) => (isKnownInside(view, ['/dev/log']) ? 'yes' : 'no'),
}

export const insideChroot: readonly Quantity[] = [serverInside, shellInside, logInside]
