import { describe, expect, test } from 'vitest'
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const secret = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ'
const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----\n`
const ssh = {
  'etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nSubsystem sftp internal-sftp\n',
  'etc/ssh/ssh_host_rsa_key': key,
  'etc/ssh/moduli': '20230319114348 2 6 100 2047 2 F6C26A6AF9B2B8D6C2F3\n',
  'etc/ssh/ssh_config':
    'Host *\n#   ForwardAgent no\n#   PasswordAuthentication yes\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n    GSSAPIAuthentication yes\n',
}

describe('what stands in /etc/ssh and is no configuration of sshd is not judged', () => {
  test.each([
    [
      ['etc/ssh/ssh_host_rsa_key'],
      'etc/ssh/ssh_host_rsa_key is a key or a certificate, and no configuration',
    ],
    [['--dialect=sshd', 'etc/ssh/ssh_host_rsa_key'], 'is a key or a certificate'],
    [['--dialect=pure-ftpd', 'etc/ssh/ssh_host_rsa_key'], 'is a key or a certificate'],
    [['--as=etc/ssh/sshd_config', 'etc/ssh/ssh_host_rsa_key'], 'is a key or a certificate'],
    [['effective', 'etc/ssh/ssh_host_rsa_key'], 'is a key or a certificate'],
    [['why', 'etc/ssh/ssh_host_rsa_key', 'Port'], 'is a key or a certificate'],
    [['etc/ssh/moduli'], 'neither name nor content of etc/ssh/moduli tells'],
    [['etc/ssh/ssh_config'], 'neither name nor content of etc/ssh/ssh_config tells'],
    [['--root=.', '/etc/ssh/moduli'], 'tells whether it is for sshd'],
  ])('%j', async (argv, message) => {
    const outcome = await conflint(directoryWith(ssh), argv)
    expect(outcome).toMatchObject({ status: 3, out: '', error: expect.stringContaining(message) })
    expect(outcome.error).not.toContain(secret)
  })

  test('a key on standard input, or that a configuration includes', async () => {
    const including = { ...ssh, 'etc/ssh/sshd_config': 'Include /etc/ssh/ssh_host_*_key\n' }
    for (const outcome of [
      await conflint(directoryWith({}), ['--dialect=sshd', '-'], { input: key }),
      await conflint(directoryWith({}), ['--dialect=pure-ftpd', '-'], { input: key }),
      await conflint(directoryWith(including), ['etc/ssh/sshd_config']),
      await conflint(directoryWith(including), ['effective', 'etc/ssh/sshd_config']),
    ]) {
      expect(outcome).toMatchObject({ status: 3, out: '', error: expect.stringContaining('is a key') })
      expect(outcome.error).not.toContain(secret)
    }
  })

  test('whatever the name of a part that the main file includes', async () => {
    const directory = directoryWith({
      'etc/ssh/sshd_config': 'Include /etc/ssh/local\nSubsystem sftp internal-sftp\n',
      'etc/ssh/local': 'Prot 22\n',
    })
    expect(found(await conflint(directory, ['--format=json', 'etc/ssh/local']))).toEqual([
      'etc/ssh/local:1 sshd/unknown-keyword',
    ])
  })
})

describe('the dialect that knows more of the keywords', () => {
  test.each([
    ['PasswordAuthentication no\nSyslogFacility AUTH\n', 'sshd'],
    ['SyslogFacility ftp\nMinUID 1000\n', 'pure-ftpd'],
    ['SyslogFacility ftp\nMinUID 1000\nChrootEveryone yes\n# PasswordAuthentication of sshd\n', 'pure-ftpd'],
    ['Port 22\nSyslogFacility AUTH\n', undefined],
    ['PasswordAuthentication no\nMinUID 1000\n', undefined],
  ])('%j: %s', async (input, dialect) => {
    const { status, error } = await conflint(directoryWith({}), ['--fail-on=never', '-'], { input })
    expect([status, error.includes('neither name nor content')]).toEqual(dialect ? [0, false] : [3, true])
    if (!dialect) return
    const [keyword = ''] = input.split(' ')
    const { out } = await conflint(directoryWith({ it: input }), ['why', 'it', keyword, '--format=json'])
    expect(JSON.parse(out).daemon).toMatch(dialect === 'sshd' ? /^OpenSSH/ : /^pure-ftpd/i)
  })
})
