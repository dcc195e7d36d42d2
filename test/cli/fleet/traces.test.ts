import { describe, expect, test } from 'vitest'
import { NO_CONFIGURATION } from '../../../src/cli/configuration/settings.ts'
import { SnapshotJudge } from '../../../src/cli/fleet/judge-snapshot.ts'
import type { Verdict } from '../../../src/cli/fleet/outcome.ts'
import { Traces } from '../../../src/cli/fleet/traces.ts'
import { silentTerminal } from '../../../src/cli/terminal/silent-terminal.ts'
import type { SnapshotFile } from '../../../src/host/snapshot.ts'
import { builtinDocuments } from '../../../src/rules/builtin.ts'
import { dialectOf, type Example } from '../../../src/rules/rule.ts'

function newJudge(): Promise<SnapshotJudge> {
  return SnapshotJudge.create({ format: 'json' }, async () => NO_CONFIGURATION, silentTerminal('/'))
}

async function verdict(judge: SnapshotJudge, snapshot: SnapshotFile): Promise<Verdict> {
  return judge.judge({ text: JSON.stringify(snapshot), path: '/x.json', given: 'x.json', line: 1 })
}

/** What a judge that remembers says, number by number. */
async function remembering() {
  const judge = await newJudge()
  const outcomes: unknown[] = []
  return async (snapshot: SnapshotFile) => {
    const said = await verdict(judge, snapshot)
    if ('failure' in said) return said.failure
    if (said.outcome) outcomes[said.number] = said.outcome
    return outcomes[said.number]
  }
}

async function afresh(snapshot: SnapshotFile): Promise<unknown> {
  const said = await verdict(await newJudge(), snapshot)
  return 'failure' in said ? said.failure : said.outcome
}

const main = '/etc/ssh/sshd_config'
const bob = { name: 'bob', uid: 1000, gid: 1000, home: '/home/bob', shell: '/bin/sh', groups: ['bob'] }
const base: SnapshotFile = {
  'conflint-snapshot': 1,
  host: 'a',
  configurations: [main],
  accounts: [bob],
  files: {
    [main]: {
      type: 'file',
      text: 'Subsystem sftp internal-sftp\nMatch User bob\n    ChrootDirectory /srv/%u\n    ForceCommand internal-sftp\n    DisableForwarding yes\n',
    },
    '/srv': { type: 'directory', mode: '0755', uid: 0, gid: 0, names: ['bob'] },
    '/srv/bob': { type: 'directory', mode: '0755', uid: 0, gid: 0 },
    '/var/lib/nothing': { type: 'file', size: 5, text: 'nobody reads it' },
  },
}

describe('what was judged once', () => {
  const numbers = async (...snapshots: SnapshotFile[]) => {
    const judge = await newJudge()
    const said: unknown[] = []
    for (const snapshot of snapshots) {
      const one = await verdict(judge, snapshot)
      said.push('failure' in one ? one.failure : one.number)
    }
    return said
  }
  const withFile = (path: string, entry: object): SnapshotFile => ({
    ...base,
    files: { ...base.files, [path]: { ...Object(base.files[path]), ...entry } },
  })

  test('is not judged again where only that differs which nobody asks for', async () => {
    const others = [
      { ...base, host: 'b', taken: '2026-11-22T10:00:00Z' },
      withFile('/var/lib/nothing', { text: 'x', size: 1 }),
      withFile(main, { size: 4711, modified: '2026-11-22T10:00:00Z' }),
      withFile('/etc/ssh/ssh_host_rsa_key.pub', { type: 'file', text: 'ssh-rsa AAAA root@b' }),
    ]
    expect(await numbers(base, ...others)).toEqual([0, 0, 0, 0, 0])
  })

  test('is judged again where it matters: a text, an owner, an account, a version', async () => {
    const others: SnapshotFile[] = [
      withFile(main, { text: 'Subsystem sftp internal-sftp\n' }),
      withFile('/srv/bob', { uid: 1000 }),
      { ...base, accounts: [{ ...bob, home: '/nonexistent' }] },
      { ...base, versions: { sshd: '7.4' } },
      { ...base, configurations: [main, '/gone'] },
      base,
    ]
    expect(await numbers(base, ...others)).toEqual([0, 1, 2, 3, 4, 5, 0])
  })
})

/** An example of a rule as the snapshot of a host. */
function hostOf(id: string, { bad, good, files, facts, at, databases }: Example): SnapshotFile | undefined {
  const place = at ?? (dialectOf({ id }) === 'sshd' ? main : '/etc/pure-ftpd.conf')
  if (databases !== undefined || place === '/etc/pure-ftpd') return undefined
  const texts = Object.entries({ [place]: bad ?? good ?? '', ...files })
  return {
    ...base,
    configurations: [place],
    accounts: [bob],
    ...facts,
    files: {
      ...Object.fromEntries(texts.map(([path, text]) => [path, { type: 'file' as const, text }])),
      ...Object(facts?.files),
    },
  }
}

/** The host with one thing changed at a time, wherever something is said. */
function* changed(snapshot: SnapshotFile): Generator<SnapshotFile> {
  const paths = Object.keys(snapshot.files)
  for (const path of paths) {
    const entry = snapshot.files[path]
    const withEntry = (next: SnapshotFile['files'][string]) => ({
      ...snapshot,
      files: { ...snapshot.files, [path]: next },
    })
    if (entry === undefined || entry === 'missing')
      yield withEntry({ type: 'directory', mode: '0755', uid: 0, gid: 0 })
    else {
      yield withEntry('missing')
      if (entry.text === undefined) yield withEntry({ ...entry, uid: 4711, mode: '0777' })
      else yield withEntry({ ...entry, text: entry.text.split('\n').slice(1).join('\n') })
    }
  }
  const [first, ...others] = snapshot.accounts ?? []
  if (first) {
    yield { ...snapshot, accounts: others }
    yield {
      ...snapshot,
      accounts: [{ ...first, locked: !first.locked, shell: '/usr/sbin/nologin' }, ...others],
    }
  }
  yield { ...snapshot, versions: { sshd: '8.0', 'pure-ftpd': '1.0.47' } }
}

const documents = await builtinDocuments()

describe('whatever was judged before, a host is judged as it is by itself', () => {
  test.each(['sshd', 'pure-ftpd'])(
    'the examples of the rules for %s, each changed in several ways',
    async (dialect) => {
      const judge = await remembering()
      const own = documents.filter(({ id }) => id.startsWith(`${dialect}/`))
      let [hosts, differing] = [0, 0]
      for (const [index, { id, examples }] of own.entries()) {
        const snapshot = hostOf(id, examples[index % examples.length] ?? {})
        if (!snapshot) continue
        for (const host of [snapshot, ...changed(snapshot), snapshot]) {
          hosts += 1
          const said = await judge(host)
          // Every fifth is enough: each takes the time of a whole run.
          if (hosts % 5 !== 0) continue
          differing += 1
          expect({ id, host, said }).toEqual({ id, host, said: await afresh(host) })
        }
      }
      expect(differing).toBeGreaterThan(60)
    },
    300_000,
  )
})

test('only so much is remembered: what nobody wanted for long is forgotten', () => {
  const traces = new Traces<number>(String)
  const host = (answer: string) => ({
    read: () => ({ failure: 'missing' as const, reason: answer }),
    list: () => [],
    file: () => 'missing' as const,
    link: () => undefined,
    account: () => 'missing' as const,
    accounts: () => [],
    shells: () => [],
  })
  const question = { about: 'read', of: '/x' } as const
  const answer = (text: string) => JSON.stringify({ failure: 'missing', reason: text })
  for (let number = 0; number < 5000; number += 1) {
    traces.add('', [{ question, answer: answer(`answer ${number}`) }], number)
    expect(traces.find('', host(`answer ${number}`))).toBe(number)
    expect(traces.find('', host('answer 0'))).toBe(0)
  }
  const kept = [...Array(5000).keys()].filter(
    (number) => traces.find('', host(`answer ${number}`)) === number,
  )
  expect(kept.length).toBeLessThanOrEqual(1000)
  expect(kept).toContain(4999)
})
