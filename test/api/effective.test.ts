import { describe, expect, expectTypeOf, test } from 'vitest'
import { diff, effective, fix, parse, print, UNKNOWN, type Unknown } from '../../src/index.ts'
import { conflint } from '../cli/conflint.ts'
import { directoryWith } from '../cli/directory.ts'

const text = `
MaxAuthTries 3
Match Group sftponly
  MaxAuthTries 2
  ChrootDirectory /srv/%u
`

describe('effective', () => {
  test('typed values of one connection, and the lines that make them', () => {
    const { get, setting, daemon } = effective(text, {
      dialect: 'sshd',
      openssh: '9.2',
      connection: { groups: ['sftponly'] },
    })
    expectTypeOf(get('MaxAuthTries')).toEqualTypeOf<number | Unknown>()
    expectTypeOf(get('PasswordAuthentication')).toEqualTypeOf<'yes' | 'no' | Unknown>()
    expectTypeOf(get('AllowUsers')).toEqualTypeOf<readonly string[] | Unknown>()
    expect(daemon).toBe('OpenSSH 9.2')
    expect(get('MaxAuthTries')).toBe(2)
    expect(get('PasswordAuthentication')).toBe('yes')
    expect(setting('MaxAuthTries').losers.map(({ law }) => law)).toEqual(['match-overrides-global'])
  })

  test('the text of sshd -T, as the command line prints it', async () => {
    const directory = directoryWith({ sshd_config: text })
    const { out } = await conflint(directory, ['effective', 'sshd_config', '-C', 'user=bob,group=sftponly'])
    const { text: printed, settings } = effective(
      { sshd_config: text },
      {
        dialect: 'sshd',
        connection: { user: 'bob', groups: ['sftponly'] },
      },
    )
    expect(printed).toBe(out)
    expect(settings.find(({ keyword }) => /^maxauthtries$/i.test(keyword))).toMatchObject({
      value: '2',
      origins: [{ file: 'sshd_config', line: 4, match: ['Group sftponly'] }],
    })
  })

  test('groups from facts', () => {
    const facts = { accounts: [{ name: 'bob', uid: 1000, groups: ['sftponly'] }] }
    expect(effective(text, { dialect: 'sshd', facts, connection: { user: 'bob' } }).get('MaxAuthTries')).toBe(
      2,
    )
  })

  test('the words with which sshd refuses a file', () => {
    const { text: printed, refusal } = effective('Port 22\nPasswordAuthentication maybe\n')
    expect(printed).toBe('')
    expect(refusal).toEqual(['/etc/ssh/sshd_config line 2: unsupported option "maybe".'])
  })

  test('the option vector of pure-ftpd', () => {
    const {
      text: printed,
      get,
      reader,
    } = effective('MinUID 100\nNoAnonymous yes\n', { dialect: 'pure-ftpd' })
    expectTypeOf(get('MinUID')).toEqualTypeOf<number | Unknown>()
    expect({ printed, reader, minUid: get('MinUID') }).toEqual({
      printed: '--minuid=100\n--noanonymous\n',
      reader: 'native',
      minUid: 100,
    })
  })

  test('what a template leaves open is unknown', () => {
    const { get } = effective('MaxAuthTries {{ tries }}\nPort 22\n', {
      dialect: 'sshd',
      path: 'sshd_config.j2',
    })
    expect(get('MaxAuthTries')).toBe(UNKNOWN)
  })
})

describe('diff', () => {
  test('what changes, for whom, and who can no longer log in; as the command line says it', async () => {
    const [old, now] = ['PasswordAuthentication yes\n', 'PasswordAuthentication no\nAllowUsers bob\n']
    const directory = directoryWith({ 'a/sshd_config': old, 'b/sshd_config': now })
    const argv = ['diff', '--format', 'json', 'a/sshd_config', 'b/sshd_config']
    const difference = diff({ 'a/sshd_config': old }, { 'b/sshd_config': now })
    expect(difference).toEqual(JSON.parse((await conflint(directory, argv)).out))
    expect(difference.settings.map(({ keyword, after }) => [keyword, after.value])).toEqual([
      ['PasswordAuthentication', 'no'],
      ['AllowUsers', 'bob'],
    ])
    expect(difference.losses.map(({ lost, by }) => `${lost} (${by})`)).toEqual([
      'every method (AllowUsers)',
      'password (methods)',
    ])
    const one = diff({ 'a/sshd_config': old }, { 'b/sshd_config': now }, { connection: { user: 'bob' } })
    const outcome = await conflint(directory, [...argv, '-C', 'user=bob'])
    expect(one).toEqual(JSON.parse(outcome.out))
  })

  test('what is found in both is neither new nor gone, whatever the files are called', () => {
    const files = (folder: string, port: number) => ({
      [`${folder}/sshd_config`]: `Include /etc/ssh/sshd_config.d/*.conf\nPort ${port}\nPermitRootLogin no\n`,
      [`${folder}/sshd_config.d/a.conf`]: 'PermitRootLogin yes\n',
    })
    const { settings, findings } = diff(files('old', 22), files('new', 2222))
    expect(settings.map(({ keyword }) => keyword)).toEqual(['Port'])
    expect(findings).toEqual({ new: [], gone: [] })
  })

  test('the two sides must be of one daemon', () => {
    expect(() => diff('Port 22\nUsePAM no\n', 'MinUID 100\nNoAnonymous yes\n')).toThrow(
      'one side is for sshd, the other for pure-ftpd',
    )
  })
})

describe('fix', () => {
  test('safe fixes, and those that are asked for', () => {
    const shadowed = 'PermitRootLogin no\nPermitRootLogin yes\nAllowUsers a,b\n'
    expect(fix(shadowed)).toEqual({ files: {}, fixes: [] })
    expect(fix(shadowed, { unsafe: true }).files).toEqual({
      '/etc/ssh/sshd_config': 'PermitRootLogin no\nAllowUsers a b\n',
    })
  })
})

describe('parse', () => {
  test('the syntax tree, with positions; printing it gives the same text back', () => {
    const tree = parse('Port 22 # public\n\nmatch user "a b"\n', { dialect: 'sshd' })
    expect(tree.children.map(({ type, position }) => `${position?.start.line} ${type}`)).toEqual([
      '1 directive',
      '2 blank',
      '3 match',
    ])
    expect(tree.children[2]).toMatchObject({
      keyword: 'match',
      children: [{ value: 'user' }, { value: 'a b' }],
    })
    expect(print(tree)).toBe('Port 22 # public\n\nmatch user "a b"\n')
    expect(print(parse('MinUID 100\n'))).toBe('MinUID 100\n')
  })

  test('the lexer of a release', () => {
    const line = { dialect: 'sshd', openssh: '8.4' } as const
    expect(parse("AllowUsers 'a b'\n", line).children[0]).not.toEqual(
      parse("AllowUsers 'a b'\n", { dialect: 'sshd' }).children[0],
    )
  })
})
