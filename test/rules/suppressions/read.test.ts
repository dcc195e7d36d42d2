import { expect, test } from 'vitest'
import { pureFtpd } from '../../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../../src/dialects/sshd/index.ts'
import { memory } from '../../../src/host/memory.ts'
import { suppressionsIn } from '../../../src/rules/suppressions/read.ts'

/** `line:column covers from-to`, for each suppression in an sshd_config. */
function places(text: string, version = '9.2'): string[] {
  const host = memory({ '/etc/ssh/sshd_config': text })
  return written(sshd.resolve('/etc/ssh/sshd_config', host, { version }))
}

function written(config: Parameters<typeof suppressionsIn>[0]): string[] {
  return suppressionsIn(config).suppressions.map(
    ({ range: { start }, covers }) => `${start.line}:${start.column} covers ${covers.from}-${covers.to}`,
  )
}

test('a comment reaches to the next line with a keyword', () => {
  expect(
    places(`Port 22
# conflint-ignore a: why
PermitRootLogin yes
X11Forwarding yes
  # conflint-ignore a: why

# and something else
Banner none
# conflint-ignore a: nothing follows
`),
  ).toEqual(['2:1 covers 2-3', '5:3 covers 5-8', '9:1 covers 9-9'])
})

test('behind a keyword it reaches that line, in versions that take comments there', () => {
  const text = 'Port 22\nPermitRootLogin yes   # conflint-ignore a: why\nX11Forwarding yes\n'
  expect(places(text)).toEqual(['2:23 covers 2-2'])
  expect(places('PermitRootLogin "#conflint-ignore a: a value" \n')).toEqual([])
  expect(places('ForceCommand /bin/x # conflint-ignore a: an argument of the command\n')).toEqual([])
})

test('in a block it reaches to its end, before a block to the end of that', () => {
  expect(
    places(`# conflint-ignore-block a: outside of all blocks
Port 22
Banner none
Match User a
  X11Forwarding yes
  # conflint-ignore-block a: the rest of this block
  PermitTTY no

# conflint-ignore-block a: the next block
Match User b
  X11Forwarding yes
Match User c # conflint-ignore-block a: this block
  X11Forwarding yes
`),
  ).toEqual(['1:1 covers 1-3', '6:3 covers 6-9', '9:1 covers 9-11', '12:14 covers 12-Infinity'])
})

test('over the whole file, wherever it stands', () => {
  expect(places('Port 22\n# conflint-ignore-file a: why\n')).toEqual(['2:1 covers 1-Infinity'])
})

test('in all files of a configuration, and in those of pure-ftpd', () => {
  const host = memory({
    '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\n# conflint-ignore a: x\nPort 22\n',
    '/etc/ssh/sshd_config.d/a.conf': 'Port 22\n# conflint-ignore a: x\nPort 23\n',
    '/etc/pure-ftpd.conf': 'MinUID 100\n# conflint-ignore a: x\nNoAnonymous yes\n',
    '/etc/pure-ftpd/conf/MinUID': '# conflint-ignore a: x\n100\n',
    '/etc/pure-ftpd/auth/README': '',
  })
  const files = suppressionsIn(sshd.resolve('/etc/ssh/sshd_config', host, {})).suppressions.map(
    ({ file }) => file,
  )
  expect(files).toEqual(['/etc/ssh/sshd_config', '/etc/ssh/sshd_config.d/a.conf'])
  expect(written(pureFtpd.resolve('/etc/pure-ftpd.conf', host, {}))).toEqual(['2:1 covers 2-3'])
  expect(written(pureFtpd.resolve('/etc/pure-ftpd', host, {}))).toEqual(['1:1 covers 1-2'])
})
