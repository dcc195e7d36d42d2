import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { obeysDisableForwarding } from './disable-forwarding.ts'
import { isInternalSftp, sftpOf, subsystemsIn } from './subsystems.ts'
import { textOf, wordsOf } from './words.ts'

const sessionCommand: Quantity = {
  name: 'session-command',
  kind: 'enum',
  values: ['any', 'internal-sftp', 'command'],
  summary: 'What a session may run: anything, the built-in sftp server, or one command',
  reads: ['ForceCommand'],
  compute: (view) => {
    const command = textOf(view.peek('ForceCommand'))
    if (command === UNKNOWN) return UNKNOWN
    if (command === 'none') return 'any'
    return isInternalSftp(command) ? 'internal-sftp' : 'command'
  },
}

const sftpCommand: Quantity = {
  name: 'sftp-command',
  kind: 'text',
  summary: 'The command of the subsystem `sftp`, or `none` where there is no such subsystem',
  reads: ['Subsystem'],
  compute: (view) => {
    const sftp = sftpOf(view)
    return sftp === UNKNOWN || sftp === 'none' ? sftp : sftp.command
  },
}

const sftpServer: Quantity = {
  name: 'sftp-server',
  kind: 'enum',
  values: ['none', 'internal', 'external'],
  summary: 'Which sftp server answers: the one in sshd, a program, or none',
  reads: ['sftp-command', 'session-command'],
  compute: (view) => {
    const command = textOf(view.peek('sftp-command'))
    const session = view.peek('session-command')
    if (command === UNKNOWN || session === UNKNOWN) return UNKNOWN
    if (command === 'none') return 'none'
    // A forced internal-sftp replaces the subsystem's own command (session.c session_subsystem_req).
    return session === 'internal-sftp' || isInternalSftp(command) ? 'internal' : 'external'
  },
}

const subsystemNames: Quantity = {
  name: 'subsystem-names',
  kind: 'list',
  summary: 'The names of the subsystems',
  reads: ['Subsystem'],
  compute: (view) => {
    const subsystems = view.peek('Subsystem')
    return subsystems === UNKNOWN ? UNKNOWN : subsystemsIn(subsystems).map(({ name }) => name)
  },
}

/** Each way out of a session: what must be allowed for it. `-R` to sockets is not limited by PermitListen (serverloop.c). */
const forwardingLeft: Quantity = {
  name: 'forwarding-left',
  kind: 'list',
  summary:
    'Forwarding that a client may still use: local, remote, local-socket, remote-socket, tunnel, agent, x11',
  reads: [
    'DisableForwarding',
    'AllowTcpForwarding',
    'AllowStreamLocalForwarding',
    'PermitOpen',
    'PermitListen',
    'PermitTunnel',
    'AllowAgentForwarding',
    'X11Forwarding',
    'MaxSessions',
  ],
  compute: (view) => {
    const tcp = view.peek('AllowTcpForwarding')
    const sockets = view.peek('AllowStreamLocalForwarding')
    const opens = wordsOf(view.peek('PermitOpen'))
    const listens = wordsOf(view.peek('PermitListen'))
    const tunnel = view.peek('PermitTunnel')
    const disabled = view.peek('DisableForwarding') === 'yes'
    // The agent and X11 are asked for within a session (session.c session_input_channel_req).
    const sessions = view.peek('MaxSessions') !== 0
    const isClosed = (keyword: string) => disabled && obeysDisableForwarding(keyword, view)
    const switches = [view.peek('DisableForwarding'), tcp, sockets, tunnel]
    if (opens === UNKNOWN || listens === UNKNOWN || switches.includes(UNKNOWN)) return UNKNOWN
    const local = allows(tcp, 'local')
    const remote = allows(tcp, 'remote')
    const open: readonly (readonly [way: string, possible: boolean])[] = [
      ['local', !disabled && local && !opens.includes('none')],
      ['remote', !disabled && remote && !listens.includes('none')],
      [
        'local-socket',
        !disabled &&
          local &&
          allows(sockets, 'local') &&
          opens.some((open) => open === 'any' || open === '*:*'),
      ],
      ['remote-socket', !disabled && remote && allows(sockets, 'remote')],
      ['tunnel', tunnel !== 'no' && !isClosed('PermitTunnel')],
      ['agent', sessions && view.peek('AllowAgentForwarding') === 'yes' && !isClosed('AllowAgentForwarding')],
      ['x11', sessions && view.peek('X11Forwarding') === 'yes' && !isClosed('X11Forwarding')],
    ]
    return open.filter(([, possible]) => possible).map(([way]) => way)
  },
}

function allows(value: unknown, direction: 'local' | 'remote'): boolean {
  return value === 'yes' || value === 'all' || value === direction
}

export const confinement: readonly Quantity[] = [
  sessionCommand,
  sftpCommand,
  sftpServer,
  subsystemNames,
  forwardingLeft,
]
