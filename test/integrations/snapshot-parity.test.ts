import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeDatabase } from '../../src/dialects/pure-ftpd/puredb/make-database.ts'
import type { FactsFile } from '../../src/host/facts.ts'
import { builtinDocuments } from '../../src/rules/builtin.ts'
import { dialectOf, type Example } from '../../src/rules/rule.ts'
import { conflint } from '../cli/conflint.ts'
import { hasPython, takeSnapshots } from './snapshots.ts'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const isRoot = process.getuid?.() === 0
const folder = mkdtempSync(join(tmpdir(), 'conflint-parity-'))
afterAll(() => rmSync(folder, { recursive: true }), 60_000)

test('Python is here', () => {
  if (required) expect(hasPython).toBe(true)
})

interface Tree {
  id: string
  name: string
  root: string
  main: string
  options: string[]
}

function put(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** Where all is in one text, one example of a rule will do. */
function hasMoreThanText({ files, databases, facts }: Example): boolean {
  return files !== undefined || databases !== undefined || facts !== undefined
}

/** Writes an example of a rule as the files of a host. */
function treeOf(id: string, index: number, example: Example): Tree | undefined {
  const name = `${id}-${index}`.replace('/', '-')
  const root = join(folder, name)
  const dialect = dialectOf({ id })
  const isWrapper = example.at === '/etc/pure-ftpd'
  const main = example.at ?? (dialect === 'sshd' ? '/etc/ssh/sshd_config' : '/etc/pure-ftpd.conf')
  const text = example.bad ?? example.good ?? ''
  const facts: FactsFile = example.facts ?? {}
  try {
    if (isWrapper) mkdirSync(join(root, main), { recursive: true })
    else put(root, main, text)
    for (const [path, content] of Object.entries(example.files ?? {})) put(root, path, content)
    for (const [path, content] of Object.entries(example.databases ?? {}))
      put(root, path, makeDatabase(content))
    writeAccounts(root, facts)
    for (const [path, fact] of Object.entries(facts.files ?? {})) writeFact(root, path, fact)
  } catch {
    // A file where another example part wants a directory.
    return undefined
  }
  const version =
    example.version === undefined ? [] : [dialect === 'sshd' ? '--openssh' : '--pure-ftpd', example.version]
  const reader = example.reader === undefined ? [] : ['--reader', example.reader]
  return { id, name, root, main, options: [...version, ...reader] }
}

function writeAccounts(root: string, { accounts, groups, shells }: FactsFile): void {
  if (!accounts) return
  const line = ({
    name,
    uid,
    gid = uid,
    home = `/home/${name}`,
    shell = '/bin/sh',
  }: (typeof accounts)[number]) => `${name}:x:${uid}:${gid}::${home}:${shell}\n`
  put(root, '/etc/passwd', accounts.map(line).join(''))
  put(
    root,
    '/etc/shadow',
    accounts.map(({ name, locked }, at) => `${name}:${locked ? '!*'[at % 2] : '$6$salt$hash'}:::\n`).join(''),
  )
  const named = accounts.flatMap(({ name, groups: own = [] }) =>
    own.map((group) => ({ name: group, members: [name] })),
  )
  const all = [...(groups ?? []), ...named]
  put(
    root,
    '/etc/group',
    all.map(({ name, members = [] }, at) => `${name}:x:${5000 + at}:${members.join(',')}\n`).join(''),
  )
  put(root, '/etc/shells', (shells ?? ['/bin/sh']).map((shell) => `${shell}\n`).join(''))
}

function writeFact(root: string, path: string, fact: NonNullable<FactsFile['files']>[string]): void {
  if (fact === 'missing') return
  const place = join(root, path)
  if (fact.type === 'directory') mkdirSync(place, { recursive: true })
  else put(root, path, 'x')
  if (fact.mode !== undefined) chmodSync(place, Number.parseInt(fact.mode, 8))
  if (isRoot && (fact.uid ?? fact.gid) !== undefined) chownSync(place, fact.uid ?? 0, fact.gid ?? 0)
}

/** What is said of it, with the names that files have on the host. */
async function judged(given: readonly string[], before: string): Promise<unknown> {
  const { out, error, status } = await conflint(folder, ['--profile', 'all', ...given])
  // Longer names make lines break elsewhere, and below a root `//` is not kept, as which sshd reads a relative path.
  const plain = (text: string) => text.replaceAll(before, '').replaceAll('//', '/').split(/\s+/)
  return { status, out: plain(out), error: plain(error) }
}

const documents = await builtinDocuments()

describe.skipIf(!hasPython)('a snapshot is judged as the host itself is', () => {
  const trees = documents.flatMap(({ id, examples = [] }) =>
    examples.flatMap((example, index) =>
      index === 0 || hasMoreThanText(example) ? (treeOf(id, index, example) ?? []) : [],
    ),
  )
  const snapshots = hasPython
    ? takeSnapshots(trees.map(({ name, root, main }) => ({ host: name, root, paths: [main] })))
    : []
  const pairs = trees.map((tree, index) => ({ ...tree, snapshot: snapshots[index] ?? '' }))

  test('for hundreds of hosts', () => {
    expect(pairs.length).toBeGreaterThan(400)
  })

  test.each(documents.map(({ id }) => id))('%s', async (id) => {
    for (const { name, root, main, options, snapshot } of pairs.filter((pair) => pair.id === id)) {
      writeFileSync(`${root}.json`, snapshot)
      const alive = await judged([...options, '--root', root, join(root, main)], root)
      expect(await judged([...options, `${root}.json`], `${name}:`)).toEqual(alive)
      expect(snapshot).not.toContain('$salt$')
    }
  })
})
