import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import type { Connection } from '../../src/dialects/dialect.ts'
import { resolve, type SshdConfig } from '../../src/dialects/sshd/index.ts'
import { startupSettings } from '../../src/dialects/sshd/resolve.ts'
import { memory } from '../../src/host/memory.ts'
import { hasShared, inShared } from '../shared.ts'
import { askConfig } from './sshd-answers.ts'
import {
  ACCOUNTS,
  hasSshd,
  installedTarget,
  oracleRequired,
  SshdOracle,
  SYSTEM_FILES,
} from './sshd-daemon.ts'

/** Who asks for each file, beside a witness of each class of connections that the file itself tells apart. */
const CONNECTIONS: readonly Connection[] = [
  connection('root', '10.0.0.1', 22),
  connection('alice', '192.168.1.7', 2222),
  connection('ghost', '2001:db8::1', 22),
]

/** Enough for all but a few files, which tell hundreds of classes apart. */
const MOST_WITNESSES = 24

const possible = hasSshd || oracleRequired
const files = hasShared ? completeFiles() : []

describe.skipIf(!hasShared || !possible)('the installed sshd agrees on real files', () => {
  let oracle: SshdOracle
  let version = ''

  beforeAll(() => {
    version = installedTarget()
    oracle = new SshdOracle()
  }, 60_000)

  afterAll(() => oracle.close())

  test('there are many', () => expect(files.length).toBeGreaterThan(180))

  test.each(files)('%s', async (name) => {
    const bytes = readFileSync(inShared('corpus', name))
    const folder = oracle.folder()
    const path = `/etc/ssh/${folder}/sshd_config`
    oracle.place({ [`${folder}/sshd_config`]: bytes })
    const config = withHostKeys(path, bytes, oracle)
    for (const asking of [...CONNECTIONS, ...witnesses(config)]) {
      oracle.setAccounts(accountsWith(asking))
      const { user } = asking
      const known = user === undefined || asking.groups ? asking : { ...asking, groups: ACCOUNTS[user] ?? [] }
      expect(askConfig(config, known), JSON.stringify(asking)).toEqual(await oracle.ask(path, asking))
    }
    oracle.setAccounts(ACCOUNTS)
  })

  /** The configuration on a host that has all host keys which it names; the daemon gets the same. */
  function withHostKeys(path: string, bytes: Uint8Array, oracle: SshdOracle): SshdConfig {
    const reading = resolve(path, memory({ [path]: bytes }), { version })
    const { value } = startupSettings(reading)('HostKey')
    const keys = (Array.isArray(value) ? value.map(String) : []).filter((key) => key.startsWith('/'))
    for (const key of keys) oracle.placeKey(key)
    const given = { [path]: bytes, ...Object.fromEntries(keys.map((key) => [key, 'a host key'])) }
    return resolve(path, strict(memory({ ...SYSTEM_FILES, ...given })), { version })
  }
})

/** One connection for each class that the Match blocks tell apart. */
function witnesses(config: SshdConfig): readonly Connection[] {
  return connectionClasses(config.guards, config.host)
    .classes.slice(0, MOST_WITNESSES)
    .map(({ witness }) => witness)
    .filter(({ user }) => user === undefined || /^[\w.-]+$/.test(user))
}

/** The accounts of every question, and the one that asks. */
function accountsWith({ user, groups }: Connection) {
  return user !== undefined && groups && groups.length > 0 ? { ...ACCOUNTS, [user]: groups } : ACCOUNTS
}

function completeFiles(): readonly string[] {
  return readFileSync(inShared('corpus/INDEX.tsv'), 'utf8')
    .split('\n')
    .map((row) => row.split('\t'))
    .filter(([file = '']) => /^(sshd|sshd-dropin|template)\//.test(file))
    .map(([file = '']) => file)
}

function connection(user: string, address: string, localPort: number): Connection {
  return {
    user,
    groups: ACCOUNTS[user] ?? [],
    host: 'gw.example.com',
    address,
    localAddress: '10.0.0.1',
    localPort,
  }
}

/** What is not given is certainly not there. */
function strict(host: ReturnType<typeof memory>): ReturnType<typeof memory> {
  return {
    ...host,
    file(path) {
      const known = host.file(path)
      return typeof known === 'object' ? known : 'missing'
    },
  }
}
