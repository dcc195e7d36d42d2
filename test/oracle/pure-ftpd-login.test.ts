import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attempt } from '../../src/dialects/pure-ftpd/authentication/attempt.ts'
import { predictLogin } from '../../src/dialects/pure-ftpd/authentication/login.ts'
import type { PureFtpdConfig } from '../../src/dialects/pure-ftpd/index.ts'
import { resolvePureFtpd } from '../../src/dialects/pure-ftpd/resolve.ts'
import type { Account, Host } from '../../src/host/host.ts'
import { live } from '../../src/host/live.ts'
import { quantity } from '../dialects/pure-ftpd/support.ts'
import { program, REQUIRED, temporaryFolder } from './pure-ftpd-daemon.ts'
import { session } from './pure-ftpd-session.ts'

/**
 * Real logins on loopback, each compared with what conflint predicts for the account. A refused login takes
 * the daemon seconds, so all sessions run at once. They need root, since the server changes to the account.
 */
const wanted = REQUIRED || process.env.CONFLINT_LOGINS === '1'
const tools = wanted ? [program('pure-ftpd'), program('pure-pw'), program('gcc'), program('openssl')] : []
const [daemon, purePw, gcc, openssl] = tools
const possible = wanted && process.getuid?.() === 0 && tools.every((tool) => tool !== undefined)

const VIRTUAL = 'virtual secret'
const SYSTEM = 'system secret'

interface Scenario {
  name: string
  conf: string
  login: string
  password: Attempt['password']
  tls?: true
}

/** `@` stands for the folder of the test. */
const scenarios: readonly Scenario[] = [
  virtual('a virtual user above MinUID', 'MinUID 1000', 'bob'),
  virtual('a virtual user at MinUID', 'MinUID 1500', 'bob'),
  virtual('a virtual user below MinUID', 'MinUID 1501', 'bob'),
  virtual('MinUID that wraps to 0', 'MinUID 4294967296', 'bob'),
  virtual('a wrong password', 'MinUID 1000', 'bob', 'wrong'),
  virtual('a login that nobody has', '', 'nobodyhasthis'),
  virtual('a home without a mark, no chroot', '', 'nomark'),
  virtual('a home without a mark, ChrootEveryone', 'ChrootEveryone yes', 'nomark'),
  virtual('the primary group is trusted', 'TrustedGID 1500', 'nomark'),
  virtual('another group is trusted', 'TrustedGID 1600', 'nomark'),
  virtual('TrustedGID behind ChrootEveryone', 'ChrootEveryone yes\nTrustedGID 1500', 'nomark'),
  virtual('ChrootEveryone behind TrustedGID', 'TrustedGID 1500\nChrootEveryone yes', 'nomark'),
  virtual('Quota confines', 'Quota 10:10', 'nomark'),
  virtual('a quota of the record confines', '', 'quota'),
  virtual('a mark in the middle of the home', '', 'middle'),
  virtual('a missing home', '', 'homeless'),
  virtual('a missing home that is made', 'CreateHomeDir yes', 'made'),
  virtual('user id 0', '', 'zero'),
  virtual('group id 0', '', 'groupzero'),
  virtual('a user id with letters behind it', '', 'letters'),
  virtual('a name instead of a user id', '', 'named'),
  virtual('a relative home', '', 'relative'),
  virtual('a plain password', '', 'plain'),
  virtual('disabled by a panel', '', 'disabled'),
  virtual('a network that the client is not in', '', 'elsewhere'),
  virtual('the network of the client', '', 'loopback'),
  virtual('a prefix of 0 bits', '', 'zerobits'),
  virtual('a denied client', '', 'denied'),
  virtual('a client allowed behind an empty place of the list', '', 'gap'),
  virtual('a client denied behind an empty place of the list', '', 'deniedgap'),
  virtual('a quota of -1, which is none', '', 'unlimited'),
  virtual('a home that is not spelled plainly', '', 'spelled'),
  virtual('a mark, and then one more', '', 'twomarks'),
  virtual('a time that cannot be read', '', 'anytime'),
  virtual('six fields only', '', 'short'),
  virtual('a login as long as may be', '', 'l'.repeat(128)),
  virtual('a login that is cut off', '', 'm'.repeat(129)),
  virtual('a login of which the beginning is one', '', `${'l'.repeat(128)}onger`),
  virtual('a home that is a file', '', 'fileashome'),
  virtual('a quoted address', 'ForcePassiveIP "1.2.3.4"', 'bob'),
  { ...virtual('two databases', '', 'bob'), conf: 'PureDB @/none.pdb\nPureDB @/users.pdb\nNoAnonymous yes' },
  virtual('two records, the first counts', 'MinUID 1000', 'twice'),
  { ...virtual('a database that is missing', '', 'bob'), conf: 'PureDB @/none.pdb\nNoAnonymous yes' },
  {
    ...virtual('the text instead of the database', '', 'bob'),
    conf: 'PureDB @/users.passwd\nNoAnonymous yes',
  },
  { ...virtual('a path in quotes', '', 'bob'), conf: 'PureDB "@/users.pdb"\nNoAnonymous yes' },
  { ...virtual('an empty database', '', 'bob'), conf: 'PureDB @/empty.pdb\nNoAnonymous yes' },
  chain('Unix before PureDB, a name of both, the virtual password', 'unix puredb', 'both', 'virtual'),
  chain('Unix before PureDB, a name of both, the system password', 'unix puredb', 'both', 'system'),
  chain('PureDB before Unix, a name of both, the system password', 'puredb unix', 'both', 'system'),
  chain('PureDB before Unix, a name of both, the virtual password', 'puredb unix', 'both', 'virtual'),
  chain('Unix before PureDB, a virtual name', 'unix puredb', 'bob', 'virtual'),
  chain('PureDB before Unix, a system name', 'puredb unix', 'alice', 'system'),
  chain('Unix, a shell that is not listed', 'unix', 'noshell', 'system'),
  chain('Unix, no shell', 'unix', 'emptyshell', 'system'),
  chain('Unix, the shell ftp', 'unix', 'ftpshell', 'system'),
  chain('Unix, a locked account', 'unix', 'locked', 'system'),
  chain('Unix, root without MinUID', 'unix', 'root', 'system'),
  {
    ...chain('Unix, root with MinUID', 'unix', 'root', 'system'),
    conf: 'UnixAuthentication yes\nMinUID 1\nNoAnonymous yes',
  },
  chain('Unix, a member of group 0', 'unix', 'wheel', 'system'),
  {
    ...chain('Unix, a member of group 0, with Quota', 'unix', 'wheel', 'system'),
    conf: 'UnixAuthentication yes\nQuota 10:10\nNoAnonymous yes',
  },
  pam('no line: PAM by default', '', 'alice', 'system'),
  pam('both switched off: PAM by default', 'PAMAuthentication no\nUnixAuthentication no', 'alice', 'system'),
  pam('PAM, a wrong password', 'PAMAuthentication yes', 'alice', 'wrong'),
  pam('PAM, a shell that is not listed', 'PAMAuthentication yes', 'noshell', 'system'),
  pam('PAM, a name in /etc/ftpusers', 'PAMAuthentication yes', 'root', 'system'),
  pam(
    'PAM before PureDB, a name of both, the virtual password',
    'PAMAuthentication yes\nPureDB @/users.pdb',
    'both',
    'virtual',
  ),
  pam(
    'PAM before Unix, which takes what PAM refuses',
    'PAMAuthentication yes\nUnixAuthentication yes',
    'root',
    'system',
  ),
  anonymous('anonymous beside others', 'MinUID 1000', 'ftp'),
  anonymous('anonymous by its other name', '', 'Anonymous'),
  anonymous('anonymous refused: ftp is an ordinary name', 'NoAnonymous yes', 'ftp'),
  anonymous('anonymous only, whatever the name', 'AnonymousOnly yes', 'bob'),
  anonymous('AnonymousOnly, then NoAnonymous', 'AnonymousOnly yes\nNoAnonymous yes', 'bob'),
  anonymous('NoAnonymous, then AnonymousOnly', 'NoAnonymous yes\nAnonymousOnly yes', 'bob'),
  anonymous('TrustedIP is the address of the server', 'NoAnonymous yes\nTrustedIP 127.0.0.1', 'bob'),
  anonymous('TrustedIP is another address', 'NoAnonymous yes\nTrustedIP 10.9.8.7', 'bob'),
  anonymous('broken clients', 'BrokenClientsCompatibility yes', 'ftp'),
  virtual('TLS 1 in clear text', 'TLS 1\nCertFile @/cert.pem', 'bob'),
  { ...virtual('TLS 1 encrypted', 'TLS 1\nCertFile @/cert.pem', 'bob'), tls: true },
  virtual('TLS 2 in clear text', 'TLS 2\nCertFile @/cert.pem', 'bob'),
  { ...virtual('TLS 2 encrypted', 'TLS 2\nCertFileAndKey @/cert.pem @/cert.pem', 'bob'), tls: true },
  virtual('TLS 1 without a certificate', 'TLS 1\nCertFile @/none.pem', 'bob'),
  virtual('ForcePassiveIP is no address', 'ForcePassiveIP 2001:db8::1', 'bob'),
  virtual('a value that stops the server', 'MaxClientsNumber 0', 'bob'),
  virtual('a line that stops the server', 'MinUID 1000 # people', 'bob'),
]

function virtual(
  name: string,
  conf: string,
  login: string,
  password: Attempt['password'] = 'virtual',
): Scenario {
  return { name, conf: `PureDB @/users.pdb\nNoAnonymous yes\n${conf}`, login, password }
}

function chain(name: string, order: string, login: string, password: Attempt['password']): Scenario {
  const lines = order
    .split(' ')
    .map((end) => (end === 'unix' ? 'UnixAuthentication yes' : 'PureDB @/users.pdb'))
  return { name, conf: [...lines, 'NoAnonymous yes'].join('\n'), login, password }
}

function pam(name: string, conf: string, login: string, password: Attempt['password']): Scenario {
  return { name, conf: `${conf}\nNoAnonymous yes`, login, password }
}

function anonymous(name: string, conf: string, login: string): Scenario {
  return { name, conf: `PureDB @/users.pdb\n${conf}`, login, password: 'virtual' }
}

describe.skipIf(!possible)('logins on loopback', () => {
  const folder = temporaryFolder(possible)
  const place = (text: string) => text.replaceAll('@', folder.path)
  afterAll(folder.remove)
  beforeAll(() => prepare(folder.path))

  it(`are predicted in ${scenarios.length} scenarios`, { timeout: 240_000 }, async () => {
    const outcomes = await Promise.all(
      scenarios.map(async (scenario, index) => {
        const path = join(folder.path, `${index}.conf`)
        writeFileSync(path, place(`DontResolve yes\nSyslogFacility none\n${scenario.conf}\n`))
        const host = hostOf(folder.path)
        const config = resolvePureFtpd(path, host, { version: '1.0.50', reader: 'native' })
        const expected = predicted(config, host, scenario)
        return { name: scenario.name, expected, real: await real(path, scenario, folder.path) }
      }),
    )
    const named = (key: 'expected' | 'real') => outcomes.map((outcome) => `${outcome.name}: ${outcome[key]}`)
    expect(named('expected')).toEqual(named('real'))
  })

  it('let in as many clients as predicted', { timeout: 60_000 }, async () => {
    const limits: Record<string, string> = {
      '': '50',
      'MaxClientsNumber 010': '8',
      'PassivePortRange 30000 30009': '5',
      'PassivePortRange 30000 30001': '1',
      'PassivePortRange 30000 30000': 'no limit',
      'MaxClientsNumber 3\nPassivePortRange 30000 30009': '3',
    }
    const answers = await Promise.all(
      Object.keys(limits).map(async (conf, index) => {
        const path = join(folder.path, `limit${index}.conf`)
        writeFileSync(path, place(`DontResolve yes\nSyslogFacility none\nNoAnonymous yes\n${conf}\n`))
        const config = resolvePureFtpd(path, live(), { version: '1.0.50', reader: 'native' })
        const clients = quantity('effective-max-clients', config, live()).value
        const client = { login: 'x', password: 'x' }
        const { replies } = await session(daemon ?? '', path, client, environment(folder.path))
        const allowed = /user number \d+ of (\d+) allowed/.exec(replies[0] ?? '')?.[1] ?? 'no limit'
        return [conf, { predicted: clients === 0 ? 'no limit' : String(clients), allowed }]
      }),
    )
    const expected = Object.entries(limits).map(([conf, limit]) => [
      conf,
      { predicted: limit, allowed: limit },
    ])
    expect(answers).toEqual(expected)
  })

  async function real(path: string, { login, password, tls }: Scenario, folder: string): Promise<string> {
    const secret = password === 'system' ? SYSTEM : password === 'virtual' ? VIRTUAL : 'something else'
    const client = { login, password: secret, ...(tls && { tls }) }
    const { decisive } = await session(daemon ?? '', path, client, environment(folder))
    return deciding(decisive)
  }
})

/** The line that says where the session is, before those about quota; else the last one. */
function deciding(reply: string): string {
  const lines = reply.split('\n')
  const line = lines.find((text) => text.includes('OK. Current')) ?? lines.at(-1) ?? ''
  return line.replace(/^(\d{3})-/, '$1 ')
}

/** That line, as conflint foresees it. */
function predicted(config: PureFtpdConfig, host: Host, { login, password, tls }: Scenario): string {
  const outcome = predictLogin(config, host, {
    login,
    password,
    localAddress: '127.0.0.1',
    clientAddress: '127.0.0.1',
    time: 1200,
    ...(tls && { tls }),
  })
  return outcome.result === 'undecided' ? `undecided: ${outcome.missing}` : `${outcome.reply} ${outcome.text}`
}

function environment(folder: string): Record<string, string> {
  return {
    LD_PRELOAD: join(folder, 'accounts.so'),
    CONFLINT_PASSWD: join(folder, 'system.passwd'),
    CONFLINT_SHELLS: SHELLS.join(':'),
  }
}

const SHELLS = ['/bin/sh', '/bin/bash']

interface SystemAccount {
  name: string
  uid: number
  gid: number
  home: string
  shell: string
  locked?: true
}

const systemAccounts: readonly SystemAccount[] = [
  { name: 'root', uid: 0, gid: 0, home: '@/home', shell: '/bin/bash' },
  { name: 'alice', uid: 1700, gid: 1700, home: '@/home', shell: '/bin/sh' },
  { name: 'both', uid: 1701, gid: 1701, home: '@/home', shell: '/bin/sh' },
  { name: 'noshell', uid: 1702, gid: 1702, home: '@/home', shell: '/usr/sbin/nologin' },
  { name: 'emptyshell', uid: 1703, gid: 1703, home: '@/home', shell: '' },
  { name: 'ftpshell', uid: 1704, gid: 1704, home: '@/home', shell: 'FTP' },
  { name: 'locked', uid: 1705, gid: 1705, home: '@/home', shell: '/bin/sh', locked: true },
  { name: 'wheel', uid: 1706, gid: 0, home: '@/home', shell: '/bin/sh' },
  { name: 'ftp', uid: 1707, gid: 1707, home: '@/home', shell: '/bin/false' },
]

/** The accounts of the scenarios, and the files of the machine. */
function hostOf(folder: string): Host {
  const accounts: Account[] = systemAccounts.map((account) => ({
    ...account,
    home: account.home.replaceAll('@', folder),
    groups: [account.name],
    locked: account.locked ?? false,
  }))
  return {
    ...live({ accounts: false }),
    account: (name) => accounts.find((account) => account.name === name) ?? 'missing',
    accounts: () => accounts,
    shells: () => SHELLS,
  }
}

function prepare(folder: string): void {
  const hash = (password: string) =>
    execFileSync(openssl ?? '', ['passwd', '-6', '-salt', 'conflint', password])
      .toString()
      .trim()
  execFileSync(gcc ?? '', [
    '-shared',
    '-fPIC',
    '-o',
    join(folder, 'accounts.so'),
    join(import.meta.dirname, 'pure-ftpd-accounts.c'),
  ])
  chmodSync(folder, 0o755)
  for (const name of ['home', 'home/inner']) {
    mkdirSync(join(folder, name))
    chownSync(join(folder, name), 1500, 1500)
  }
  const system = systemAccounts.map(({ name, uid, gid, home, shell, locked }) =>
    [name, `${locked ? '!' : ''}${hash(SYSTEM)}`, uid, gid, '', home.replaceAll('@', folder), shell].join(
      ':',
    ),
  )
  writeFileSync(join(folder, 'system.passwd'), `${system.join('\n')}\n`)
  writeFileSync(join(folder, 'users.passwd'), `${virtualUsers(hash(VIRTUAL), folder).join('\n')}\n`)
  execFileSync(purePw ?? '', ['mkdb', join(folder, 'users.pdb'), '-f', join(folder, 'users.passwd')])
  writeFileSync(join(folder, 'empty.pdb'), '')
  const certificate = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
  ]
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'only.pem')]
  execFileSync(openssl ?? '', [...certificate, ...files], { stdio: 'ignore' })
  execFileSync('sh', ['-c', `cat '${folder}/key.pem' '${folder}/only.pem' > '${folder}/cert.pem'`])
}

/** Login to the fields that differ from those of an ordinary user; the number is the place of the field, 1 to 18. */
const users: Readonly<Record<string, Record<number, string>>> = {
  bob: {},
  both: {},
  nomark: { 6: '@/home' },
  quota: { 6: '@/home', 12: '10', 13: '1000000' },
  middle: { 6: '@/./home/inner' },
  homeless: { 6: '@/none/./' },
  made: { 6: '@/made/./' },
  zero: { 3: '0', 4: '0' },
  groupzero: { 4: '0' },
  letters: { 3: '1500x' },
  named: { 3: 'www-data' },
  relative: { 6: 'home' },
  fileashome: { 6: '@/users.passwd' },
  ['l'.repeat(128)]: {},
  ['m'.repeat(129)]: {},
  plain: { 2: VIRTUAL },
  disabled: { 16: '1' },
  elsewhere: { 16: '10.0.0.0/8,192.168.1.1' },
  loopback: { 16: '10.0.0.0/8,127.0.0.0/8' },
  zerobits: { 16: '10.0.0.0/0' },
  denied: { 17: '127.0.0.1' },
  anytime: { 18: 'never' },
  gap: { 16: '10.0.0.1,,127.0.0.1' },
  deniedgap: { 17: ',10.0.0.1,,127.0.0.1' },
  unlimited: { 6: '@/home', 12: '-1', 13: '18446744073709551616' },
  spelled: { 6: '@/home/../home/inner/.' },
  twomarks: { 6: '@/home/././inner' },
}

function virtualUsers(hash: string, folder: string): string[] {
  const lines = Object.entries(users).map(([login, different]) => {
    const usual: Record<number, string> = { 1: login, 2: hash, 3: '1500', 4: '1500', 6: '@/home/./' }
    const fields = Array.from({ length: 18 }, (_, index) => different[index + 1] ?? usual[index + 1] ?? '')
    return fields.join(':')
  })
  lines.push(`short:${hash}:1500:1500::@/home`, `twice:${hash}:1500:1500::@/home/./::::::::::::`)
  lines.push(`twice:${hash}:500:500::@/home/./::::::::::::`)
  return lines.map((line) => line.replaceAll('@', folder))
}
