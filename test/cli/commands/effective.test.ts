import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const sshd = {
  sshd_config: `Include /etc/ssh/sshd_config.d/*.conf
PasswordAuthentication no
MaxAuthTries 3
Match Group sftponly
    ChrootDirectory /srv/%u
    PasswordAuthentication yes
`,
  'sshd_config.d/50-cloud.conf': 'PasswordAuthentication yes\n',
}

describe('effective', () => {
  test('what ends the connection alone is said like what refuses the file', async () => {
    const text = 'Match User alice\n    PubkeyAcceptedAlgorithms !ssh-rsa,*\n'
    const there = directoryWith({ sshd_config: text })
    const asked = ['effective', '--openssh=9.2', 'sshd_config', '-C']

    expect(await conflint(there, [...asked, 'user=alice'])).toMatchObject({
      status: 1,
      error: 'assemble_algorithms: pubkey_accepted_algos: invalid argument\n',
    })
    expect(await conflint(there, [...asked, 'user=bob'])).toMatchObject({ status: 0, error: '' })
  })

  test('prints the bytes of a file that is not UTF-8', async () => {
    const there = directoryWith({ sshd_config: '' })
    writeFileSync(
      join(there, 'sshd_config'),
      Buffer.from('Banner /x\xe9\nMatch User \xc3\xa9\n MaxSessions 3\n', 'latin1'),
    )
    const printed: Uint8Array[] = []
    const terminal = { out: (text: string | Uint8Array) => void printed.push(Buffer.from(text)) }
    await conflint(there, ['effective', '--openssh=9.2', 'sshd_config', '-C', 'user=é'], { terminal })
    const out = Buffer.concat(printed).toString('latin1')

    expect(out).toContain('\nbanner /x\xe9\n')
    expect(out).toContain('\nmaxsessions 3\n')
  })

  test('prints what sshd -T prints', async () => {
    const { status, out, error } = await conflint(directoryWith(sshd), [
      'effective',
      '--openssh=9.2',
      'sshd_config',
    ])
    expect({ status, error }).toEqual({ status: 0, error: '' })
    const lines = out.split('\n')
    expect(lines[0]).toBe('port 22')
    expect(lines).toEqual(
      expect.arrayContaining(['maxauthtries 3', 'passwordauthentication yes', 'chrootdirectory none']),
    )
  })

  test('prints what a connection gets, and --why says from where', async () => {
    const { out } = await conflint(directoryWith(sshd), [
      'effective',
      '--openssh=9.2',
      'sshd_config',
      '-C',
      'user=bob,group=sftponly',
      '--why',
    ])
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        'chrootdirectory /srv/%u  # sshd_config:5',
        'passwordauthentication yes  # sshd_config:6',
        'permittty yes  # default of OpenSSH 9.2',
      ]),
    )
  })

  test('as JSON', async () => {
    const { out } = await conflint(directoryWith(sshd), [
      'effective',
      '--openssh=9.2',
      '--format=json',
      '--why',
      'sshd_config',
      '-C',
      'user=bob',
    ])
    const { version, daemon, connection, settings } = JSON.parse(out)
    expect({ version, daemon, connection }).toEqual({
      version: 1,
      daemon: 'OpenSSH 9.2',
      connection: { user: 'bob' },
    })
    expect(settings).toContainEqual({
      keyword: 'passwordauthentication',
      value: 'yes',
      origins: [{ file: 'sshd_config.d/50-cloud.conf', line: 1 }],
    })
  })

  test('where sshd refuses, its reason on standard error', async () => {
    const directory = directoryWith({ sshd_config: 'Port 22\nPermitRootLogn no\n' })
    const { status, out, error } = await conflint(directory, ['effective', 'sshd_config'])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(error).toMatch(/^sshd_config: line 2: Bad configuration option: PermitRootLogn\n/)
  })

  test('prints the option vector of pure-ftpd', async () => {
    const directory = directoryWith({ 'pure-ftpd.conf': 'MinUID 1000\nNoAnonymous yes\n' })
    const { out, status } = await conflint(directory, ['effective', 'pure-ftpd.conf'])
    expect({ out, status }).toEqual({ out: '--minuid=1000\n--noanonymous\n', status: 0 })
    expect((await conflint(directory, ['effective', 'pure-ftpd.conf', '--why'])).out).toBe(
      '--minuid=1000  # pure-ftpd.conf:1\n--noanonymous  # pure-ftpd.conf:2\n',
    )
    const asked = await conflint(directory, ['effective', 'pure-ftpd.conf', '-C', 'user=bob'])
    expect(asked).toMatchObject({ status: 2, error: expect.stringContaining('-C is for sshd') })
  })

  test.each([
    [['effective'], 2, 'an argument is missing'],
    [['effective', 'absent'], 3, 'absent does not exist'],
    [['effective', 'sshd_config', '-C', 'usr=bob'], 2, 'did you mean user?'],
    [['effective', '.'], 2, 'holds several configurations; say which'],
  ])('%j', async (argv, status, message) => {
    const directory = directoryWith({ 'a/sshd_config': '', 'b/sshd_config': '', sshd_config: '' })
    expect(await conflint(directory, argv)).toMatchObject({
      status,
      out: '',
      error: expect.stringContaining(message),
    })
  })
})

test('why: the winner, the losers and their law, and the lines for others', async () => {
  const directory = directoryWith(sshd)
  const { out } = await conflint(directory, ['why', 'sshd_config', 'passwordauthentication'])
  expect(out).toMatchInlineSnapshot(`
    "PasswordAuthentication yes
      sshd_config.d/50-cloud.conf:1: PasswordAuthentication yes

    Without effect:
      sshd_config:2: PasswordAuthentication no: the first value wins

    Not for this connection:
      sshd_config:6: PasswordAuthentication yes (Match Group sftponly)
    "
  `)
  const forGroup = await conflint(directory, [
    'why',
    'sshd_config',
    'PasswordAuthentication',
    '-C',
    'group=sftponly',
  ])
  expect(forGroup.out).toMatchInlineSnapshot(`
    "PasswordAuthentication yes
      sshd_config:6: PasswordAuthentication yes (Match Group sftponly)

    Without effect:
      sshd_config:2: PasswordAuthentication no: the first value wins
      sshd_config.d/50-cloud.conf:1: PasswordAuthentication yes: a Match block that applies counts more than lines outside
    "
  `)
  const byDefault = await conflint(directory, ['why', 'sshd_config', 'PermitTTY', '--openssh', '9.2'])
  expect(byDefault.out).toBe('PermitTTY yes\n  default of OpenSSH 9.2\n')
  const json = JSON.parse(
    (await conflint(directory, ['why', 'sshd_config', 'MaxAuthTries', '--format=json'])).out,
  )
  expect(json).toMatchObject({ version: 1, keyword: 'MaxAuthTries', value: '3', origin: 'line', lost: [] })
  expect(await conflint(directory, ['why', 'sshd_config', 'MaxAuthTrys'])).toMatchObject({
    status: 2,
    error: 'conflint: sshd has no keyword MaxAuthTrys; did you mean MaxAuthTries?\n',
  })
})

test('rules, as a table and as JSON', async () => {
  const directory = directoryWith({})
  const { out } = await conflint(directory, ['rules'])
  expect(out).toMatch(/^sshd\/max-auth-tries-below-agent-keys +warning +A client with several keys/m)
  const rules: readonly { id: string; why: string }[] = JSON.parse(
    (await conflint(directory, ['rules', '--format=json'])).out,
  )
  expect(rules.length).toBe(out.trimEnd().split('\n').length)
  expect(rules.every(({ why }) => why.length > 0)).toBe(true)
})

test('explain: rules with or without their daemon, and keywords in any case', async () => {
  const directory = directoryWith({})
  const page = await conflint(directory, ['explain', 'sshd/max-auth-tries-below-agent-keys'])
  expect(page.out).toMatch(/^sshd\/max-auth-tries-below-agent-keys\n\nA client with several keys/)
  expect(Math.max(...page.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect((await conflint(directory, ['explain', 'max-auth-tries-below-agent-keys'])).out).toBe(page.out)
  expect((await conflint(directory, ['explain', 'maxauthtries'])).out).toMatch(
    /^MaxAuthTries \(sshd\)\n\nHow many/,
  )
  expect(await conflint(directory, ['explain', 'sshd/syntx'])).toMatchObject({
    status: 2,
    error: 'conflint: there is no rule, keyword or quantity sshd/syntx; did you mean sshd/syntax?\n',
  })
})
