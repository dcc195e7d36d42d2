import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDatabase } from '../../src/dialects/pure-ftpd/puredb/make-database.ts'
import { parseSnapshot } from '../../src/host/parse-snapshot.ts'
import { isFault } from '../../src/host/schema-fault.ts'
import { hostOfSnapshot } from '../../src/host/snapshot.ts'
import { put } from './install.ts'
import { hasPython, takeSnapshots } from './snapshots.ts'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const folder = mkdtempSync(join(tmpdir(), 'conflint-snapshot-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('Python is here', () => {
  if (required) expect(hasPython).toBe(true)
})

/** The snapshot of these files, read as conflint does. */
function taken(name: string, make: (root: string) => void, overlays: Record<string, string> = {}) {
  const root = join(folder, name)
  mkdirSync(root)
  make(root)
  const [text = ''] = takeSnapshots([{ host: name, root, overlays }])
  const snapshot = parseSnapshot(text)
  if (isFault(snapshot)) throw new Error(`${snapshot.where}: ${snapshot.message}`)
  return { text, snapshot, host: hostOfSnapshot(snapshot) }
}

const textOf = (bytes: unknown) => (bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes)

/** The private numbers of a key, in hexadecimal, as openssl tells them. */
function secretNumbers(key: string): string[] {
  const text = execFileSync('openssl', ['pkey', '-text', '-noout'], { input: key, encoding: 'utf8' })
  return [...text.matchAll(/(?:priv|privateExponent|prime1|coefficient):\n((?: +[0-9a-f:]+\n)+)/g)].map(
    ([, digits = '']) => digits.replace(/[^0-9a-f]/g, '').replace(/^(00)+/, ''),
  )
}

describe.skipIf(!hasPython)('secrets', () => {
  const hashes = {
    sha512: '$6$rounds=5000$saltsalt$SECRETsha512hash/abc.def',
    bcrypt: '$2y$10$SECRETbcryptsaltandhash.............',
    argon2: '$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$SECRETargon',
    scrypt: '$7$C6..../....SECRETscrypt',
    yescrypt: '$y$j9T$SECRETyescrypt',
    md5: '$1$salt$SECRETmd5hash',
    des: 'SECRETdesHash',
    plain: 'SECRETplain text',
  }
  const passwd = Object.entries(hashes)
    .map(([login, hash]) => `${login}:${hash}:1001:1001::/srv/${login}/./::::::::::::\n`)
    .join('')
  let found: ReturnType<typeof taken>
  let keys: Record<string, string> = {}

  beforeAll(() => {
    keys = Object.fromEntries(
      [
        ['rsa', 'genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048'],
        ['old-rsa', 'genrsa -traditional 2048'],
        ['curve', 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'],
        ['old-curve', 'ecparam -name prime256v1 -genkey -noout'],
        ['ed25519', 'genpkey -algorithm ED25519'],
      ].map(([name = '', command = '']) => [
        name,
        execFileSync('openssl', command.split(' '), { encoding: 'utf8', stdio: 'pipe' }),
      ]),
    )
    found = taken('secrets', (root) => {
      put(join(root, 'etc/ssh/sshd_config'), 'Include /etc/shadow\nInclude extra.conf\nPAMServiceName own\n')
      put(join(root, 'etc/ssh/extra.conf'), `# ${hashes.sha512}\nHostKey /etc/ssh/ssh_host_rsa_key\n`)
      put(join(root, 'etc/ssh/ssh_host_rsa_key'), keys.rsa ?? '')
      put(
        join(root, 'etc/passwd'),
        'root:x:0:0::/root:/bin/sh\nbob:SECRETdesHash:1000:1000::/home/bob:/bin/sh\n',
      )
      put(join(root, 'etc/shadow'), `root:!${hashes.sha512}:::\nann:*:::\n`)
      put(join(root, 'root/.ssh/authorized_keys'), 'ssh-ed25519 SECRETkey\n')
      put(join(root, 'etc/pam.d/own'), 'auth required pam_mysql.so user=x passwd=SECRETpam host=y\n')
      put(
        join(root, 'etc/pure-ftpd.conf'),
        'PureDB /etc/pureftpd.pdb\nMySQLConfigFile /etc/mysql.conf\nLDAPConfigFile /etc/ldap.conf\n',
      )
      put(join(root, 'etc/pureftpd.passwd'), `${passwd}SECRET line without colon\n`)
      writeFileSync(join(root, 'etc/pureftpd.pdb'), makeDatabase(passwd))
      put(
        join(root, 'etc/mysql.conf'),
        'MYSQLUser root\nMYSQLPassword SECRET word\n# mysqlpassword SECRETold\nMYSQLCrypt crypt\n',
      )
      put(join(root, 'etc/ldap.conf'), 'LDAPBindDN cn=x\nLDAPBindPWSECRETldap\nLDAPBaseDN dc=x\n')
      put(join(root, 'etc/ssl/private/pure-ftpd.pem'), Object.values(keys).join(''))
    })
  })

  test('none of them is in the snapshot, in whatever form', () => {
    const decoded = Object.keys(found.snapshot.files).map((path) => textOf(found.host.read(path)))
    const all = [found.text, ...decoded].join('\n')
    expect(all).not.toContain('SECRET')
    const kept = [...all.matchAll(/-----BEGIN .*-----\n([^-]*)/g)].map(([, body = '']) =>
      Buffer.from(body, 'base64').toString('hex'),
    )
    expect(kept.length).toBeGreaterThan(4)
    for (const [name, key] of Object.entries(keys)) {
      const secrets = secretNumbers(key)
      expect(secrets.length, name).toBeGreaterThan(0)
      for (const secret of secrets) expect(kept.join('\n'), name).not.toContain(secret)
    }
  })

  test('what the rules ask about them still is', () => {
    expect(textOf(found.host.read('/etc/pureftpd.passwd'))).toMatchInlineSnapshot(`
      "sha512:$6$#1:1001:1001::/srv/sha512/./::::::::::::
      bcrypt:$2y$#2:1001:1001::/srv/bcrypt/./::::::::::::
      argon2:$argon2id$#3:1001:1001::/srv/argon2/./::::::::::::
      scrypt:$7$#4:1001:1001::/srv/scrypt/./::::::::::::
      yescrypt:$y$#5:1001:1001::/srv/yescrypt/./::::::::::::
      md5:$1$#6:1001:1001::/srv/md5/./::::::::::::
      des:des0000000007:1001:1001::/srv/des/./::::::::::::
      plain:plain#8:1001:1001::/srv/plain/./::::::::::::
      xxxxxxxx
      "
    `)
    expect(textOf(found.host.read('/etc/mysql.conf'))).toBe(
      'MYSQLUser root\nMYSQLPassword ***\n# mysqlpassword ***\nMYSQLCrypt crypt\n',
    )
    expect(textOf(found.host.read('/etc/pam.d/own'))).toBe(
      'auth required pam_mysql.so user=x passwd=*** host=y\n',
    )
    expect(found.host.account('root')).toMatchObject({ locked: true, uid: 0 })
    expect(found.host.account('bob')).toMatchObject({ locked: false })
    expect(found.host.read('/etc/shadow')).toEqual(new TextEncoder().encode('root:!:\nbob:x:\n'))
    expect(found.host.file('/root/.ssh/authorized_keys')).toMatchObject({ type: 'file', size: 22 })
  })
})

describe.skipIf(!hasPython)('files', () => {
  test('links, listings, and what is not there', () => {
    const { host, snapshot } = taken('links', (root) => {
      put(join(root, 'srv/ssh/sshd_config'), 'Include sshd_config.d/*.conf\nChrootDirectory /jail\n')
      put(join(root, 'srv/ssh/sshd_config.d/10-a.conf'), 'UsePAM yes\n')
      put(join(root, 'srv/ssh/sshd_config.d/.hidden.conf'), 'UsePAM no\n')
      put(join(root, 'srv/ssh/sshd_config.d/notes'), 'x\n')
      mkdirSync(join(root, 'etc'))
      symlinkSync('/srv/ssh', join(root, 'etc/ssh'))
      symlinkSync('../../../../../../etc/passwd', join(root, 'srv/ssh/sshd_config.d/20-out.conf'))
      symlinkSync('30-loop.conf', join(root, 'srv/ssh/sshd_config.d/30-loop.conf'))
    })
    expect(snapshot.configurations).toEqual(['/etc/ssh/sshd_config'])
    expect(host.link('/etc/ssh')).toBe('/srv/ssh')
    expect(textOf(host.read('/etc/ssh/sshd_config.d/10-a.conf'))).toBe('UsePAM yes\n')
    expect(host.list('/etc/ssh/sshd_config.d')).toEqual([
      '.hidden.conf',
      '10-a.conf',
      '20-out.conf',
      '30-loop.conf',
      'notes',
    ])
    expect(host.file('/etc/ssh/sshd_config.d/40-new.conf')).toBe('missing')
    expect(host.file('/jail')).toBe('missing')
    expect(host.read('/etc/passwd')).toMatchObject({ failure: 'missing' })
    expect(host.read('/etc/ssh/sshd_config.d/30-loop.conf')).toMatchObject({ failure: 'unreadable' })
  })

  test('pipes, huge files and includes of themselves neither stop nor fill it', () => {
    const { host, text } = taken('bombs', (root) => {
      put(
        join(root, 'etc/ssh/sshd_config'),
        'Include sshd_config\nInclude *.d/*\nInclude /etc/ssh/[[:alpha:]]*.d/**********x*\n',
      )
      put(join(root, 'etc/ssh/a.d/self'), 'Include /etc/ssh/a.d/*\n')
      put(join(root, 'etc/ssh/a.d/large'), 'x'.repeat(5_000_000))
      execFileSync('mkfifo', [join(root, 'etc/ssh/a.d/pipe')])
    })
    expect(text.length).toBeLessThan(10_000)
    expect(host.file('/etc/ssh/a.d/pipe')).toMatchObject({ type: 'other' })
    expect(host.read('/etc/ssh/a.d/large')).toEqual({
      failure: 'unreadable',
      reason: '/etc/ssh/a.d/large: larger than 4 MiB',
    })
  })

  test('bytes that are not UTF-8 come through', () => {
    const { host } = taken('bytes', (root) => {
      put(join(root, 'etc/ssh/sshd_config'), '')
      writeFileSync(join(root, 'etc/ssh/sshd_config'), Buffer.from('Banner /caf\xe9\r\n\0', 'latin1'))
    })
    expect(host.read('/etc/ssh/sshd_config')).toEqual(
      new Uint8Array(Buffer.from('Banner /caf\xe9\r\n\0', 'latin1')),
    )
  })

  test('what a new file is going to name is looked at, the file is kept as it is', () => {
    const make = (root: string) => {
      put(join(root, 'etc/ssh/sshd_config'), 'Include sshd_config.d/*.conf\nBanner /etc/old\n')
      put(join(root, 'srv/jail/x'), '')
    }
    const { host } = taken('overlays', make, {
      '/etc/ssh/sshd_config': 'ChrootDirectory /srv/jail\nInclude /srv/jail/x\n',
    })
    expect(textOf(host.read('/etc/ssh/sshd_config'))).toContain('Banner /etc/old')
    expect(host.file('/srv/jail')).toMatchObject({ type: 'directory' })
    expect(textOf(host.read('/srv/jail/x'))).toBe('')
    expect(host.file('/etc/old')).toBe('missing')
  })
})

test.skipIf(!hasPython)('a repeated snapshot differs in its time only', () => {
  const root = join(folder, 'links')
  const [one = '', other = ''] = takeSnapshots([
    { host: 'x', root },
    { host: 'x', root },
  ]).map((text) => text.replace(/"taken": "[^"]*"/, ''))
  expect(one).toBe(other)
})

test.skipIf(!hasPython)('the running system: the versions that its daemons tell', () => {
  const { stderr } = spawnSync('/usr/sbin/sshd', ['-V'], { encoding: 'utf8' })
  const version = /OpenSSH_(\d+\.\d+(?:p\d+)?)/.exec(stderr ?? '')?.[1]
  const { versions, system }: { versions: { sshd?: string }; system: { id?: string } } = JSON.parse(
    takeSnapshots([{ host: 'x', root: '/' }])[0] ?? '',
  )
  expect(versions.sshd).toBe(version)
  expect(readFileSync('/etc/os-release', 'utf8')).toContain(`ID=${system.id}`)
})
