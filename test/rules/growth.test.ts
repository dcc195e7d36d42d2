import { expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'

const entry = '/etc/ssh/sshd_config'

async function judged(text: string) {
  const host = memory({ [entry]: text })
  return lint(sshd.resolve(entry, host, {}), {
    dialect: sshd,
    ...(await builtin('sshd')),
    host,
    parameters: { agentKeys: 5, assumedVersion: true },
    profile: 'conflicts',
  })
}

/** Blocks for users, groups and networks in turns, each confined to a directory of its own. */
function confined(count: number): string {
  const criteria = ['User user#', 'Group group#', 'Address 10.0.#.0/24', 'User app#-*']
  const blocks = Array.from(
    { length: count },
    (_, i) =>
      `Match ${criteria[i % criteria.length]?.replace('#', `${i}`)}\n    ChrootDirectory /srv/${i}\n    X11Forwarding no\n`,
  )
  return `Subsystem sftp internal-sftp\n${blocks.join('')}`
}

test.each([10, 100])(
  '%i blocks of all kinds are examined completely, and each is reported',
  async (count) => {
    const { findings, complete } = await judged(confined(count))
    const shells = findings.filter(({ rule }) => rule === 'sshd/shell-in-chroot')
    expect(complete).toBe(true)
    expect(new Set(shells.map(({ range }) => range.start.line)).size).toBe(count)
  },
)

test('10 blocks of which any may hold beside any others are examined completely', async () => {
  const blocks = Array.from(
    { length: 10 },
    (_, i) => `Match User *a${i}* Group *b${i}*\n    ForceCommand internal-sftp\n    MaxSessions ${i + 1}\n`,
  )
  const { findings, complete } = await judged(`Subsystem sftp internal-sftp\n${blocks.join('')}`)
  const open = findings.filter(({ rule }) => rule === 'sshd/sftp-only-with-forwarding')
  expect(complete).toBe(true)
  expect(new Set(open.map(({ range }) => range.start.line)).size).toBe(10)
})

test('a line is reported with the worst that the rule has to say of it, even where that takes another block', async () => {
  const { findings } = await judged(
    [
      'PasswordAuthentication no',
      'Subsystem sftp internal-sftp',
      'Match Group confined',
      '    ChrootDirectory /srv/jail',
      '    ForceCommand internal-sftp',
      'Match User alice',
      '    AuthorizedKeysFile /.ssh/authorized_keys',
      '',
    ].join('\n'),
  )
  const own = findings.filter(({ rule }) => rule === 'sshd/authorized-keys-outside-chroot')
  expect(own.map(({ severity, range }) => `${severity} ${range.start.line}`).sort()).toEqual([
    'error 4',
    'warning 4',
  ])
})
