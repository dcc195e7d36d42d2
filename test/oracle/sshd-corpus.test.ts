import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/dialects/dialect.ts'
import { memory } from '../../src/host/memory.ts'
import { hasShared, inShared } from '../shared.ts'
import { ask } from './sshd-answers.ts'
import {
  ACCOUNTS,
  hasSshd,
  installedTarget,
  oracleRequired,
  SshdOracle,
  SYSTEM_FILES,
} from './sshd-daemon.ts'

/** Who asks for each file. */
const CONNECTIONS: readonly Connection[] = [
  connection('root', '10.0.0.1', 22),
  connection('alice', '192.168.1.7', 2222),
  connection('ghost', '2001:db8::1', 22),
]

/** Names of hosts mean what another system says; the daemon asks it, conflint does not. */
const ASKS_DNS = /^\s*listenaddress\s+[a-z]/im

describe.skipIf(!hasShared || (!hasSshd && !oracleRequired))(
  'the installed sshd agrees on real files',
  () => {
    const files = hasShared ? completeFiles() : []
    let oracle: SshdOracle | undefined
    let version = ''

    beforeAll(() => {
      version = installedTarget()
      oracle = new SshdOracle()
    }, 60_000)

    afterAll(() => oracle?.close())

    test('there are many', () => expect(files.length).toBeGreaterThan(100))

    test.each(files)('%s', async (name) => {
      const bytes = readFileSync(inShared('corpus', name))
      if (ASKS_DNS.test(bytes.toString('latin1'))) return
      const folder = oracle?.folder() ?? ''
      const path = `/etc/ssh/${folder}/sshd_config`
      oracle?.place({ [`${folder}/sshd_config`]: bytes })
      const host = strict(memory({ [path]: bytes, ...SYSTEM_FILES }))
      for (const connection of CONNECTIONS) {
        expect(ask(path, host, version, connection)).toEqual(await oracle?.ask(path, connection))
      }
    })
  },
)

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
