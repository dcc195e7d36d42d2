import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection, Setting } from '../../src/dialects/dialect.ts'
import { dump } from '../../src/dialects/sshd/dump/dump.ts'
import { DUMP_LINES } from '../../src/dialects/sshd/dump/lines.ts'
import { holds, resolve, type SshdConfig, sshd } from '../../src/dialects/sshd/index.ts'
import { isKeyword, nameAt } from '../../src/dialects/sshd/keywords/lookup.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin, builtinDocuments } from '../../src/rules/builtin.ts'
import { hostOfExample } from '../../src/rules/examples.ts'
import type { DetailedFinding, Evidence, Scope } from '../../src/rules/finding.ts'
import { declaredSet } from '../../src/rules/intents/entries.ts'
import { type LintOptions, lint } from '../../src/rules/lint.ts'
import type { Example, RuleDocument } from '../../src/rules/rule.ts'
import { hasShared, inShared } from '../shared.ts'
import { askConfig } from './sshd-answers.ts'
import {
  type Accounts,
  hasSshd,
  installedTarget,
  oracleRequired,
  SshdOracle,
  SYSTEM_FILES,
} from './sshd-daemon.ts'
import { trees } from './sshd-generator.ts'

const entry = '/etc/ssh/sshd_config'

/** How many trees are made, and which; by hand more, or others. */
const RUNS = Number(process.env.CONFLINT_ORACLE_RUNS ?? 150)
const SEED = Number(process.env.CONFLINT_ORACLE_SEED ?? 92)

const version = hasSshd ? installedTarget() : ''
const documents = (await builtinDocuments()).filter(({ id }) => id.startsWith('sshd/'))
const { rules, laws } = await builtin('sshd')

test('the daemon is here', () => {
  if (oracleRequired) expect(hasSshd).toBe(true)
})

describe.skipIf(!hasSshd)('sshd, asked with the witness of a finding, prints what the evidence says', () => {
  let oracle: SshdOracle
  beforeAll(() => {
    oracle = new SshdOracle()
  })
  afterAll(() => oracle.close())

  const examples = documents.flatMap((rule) =>
    rule.examples.flatMap((example, index) => {
      const name = `${rule.id}, example ${index + 1}`
      const tree = treeOf(example, example.version)
      const scoped = findingsOf(rule, example, tree).some(({ scope }) => scope)
      return example.bad !== undefined && scoped ? [{ name, rule, example }] : []
    }),
  )

  test.for(examples)('$name', async ({ rule, example }, { skip }) => {
    const tree = treeOf(example, version)
    const findings = findingsOf(rule, example, tree).filter(({ scope }) => scope)
    if (findings.length === 0) skip(`${version} has no part in it`)
    if (!placed(tree.config, oracle)) skip('its files stand elsewhere')
    const answer = await oracle.ask(tree.config.entry, findings[0]?.scope?.spec)
    if ('error' in answer) skip(`${version} refuses it: ${answer.error}`)
    expect(await disagreements(findings, tree.config, oracle)).toEqual([])
  })

  test.skipIf(!hasShared)(
    'findings on the corpus',
    async () => {
      const found: unknown[] = []
      let asked = 0
      let refused = 0
      const files = hasShared ? ['sshd', 'sshd-dropin'].flatMap(filesIn) : []
      for (const file of files) {
        const host = memory({ [entry]: readFileSync(file) })
        const config = resolve(entry, host, { version })
        const findings = lint(config, { ...options(host), rules, laws }).findings.filter(({ scope }) => scope)
        if (findings.length === 0) continue
        placed(config, oracle)
        if ('error' in (await oracle.ask(entry, findings[0]?.scope?.spec))) refused++
        else {
          asked += findings.length
          for (const wrong of await disagreements(findings, config, oracle)) found.push({ file, ...wrong })
        }
      }
      console.info(`${asked} findings asked about; ${version} refuses ${refused} files`)
      expect(found).toEqual([])
      expect(asked).toBeGreaterThan(30)
    },
    600_000,
  )

  test(`findings on ${RUNS} generated trees`, { timeout: 60_000 + RUNS * 4_000 }, async () => {
    let asked = 0
    await fc.assert(
      fc.asyncProperty(trees(version, 0), async (files) => {
        const tree = Object.fromEntries(
          Object.entries(files).map(([path, text]) => [`tree/${path}`, text.replaceAll('@D', 'tree')]),
        )
        const inEtc = Object.entries(tree).map(([path, text]) => [`/etc/ssh/${path}`, text])
        const host = memory({ ...Object.fromEntries(inEtc), ...SYSTEM_FILES })
        const config = resolve('/etc/ssh/tree/sshd_config', host, { version })
        const findings = lint(config, { ...options(host), rules, laws }).findings.filter(({ scope }) => scope)
        if (findings.length === 0) return
        oracle.remove('tree')
        oracle.place(tree)
        if ('error' in (await oracle.ask(config.entry, findings[0]?.scope?.spec))) return
        asked += findings.length
        expect(await disagreements(findings, config, oracle)).toEqual([])
      }),
      { numRuns: RUNS, seed: SEED },
    )
    expect(asked).toBeGreaterThan(RUNS / 4)
  })
})

function filesIn(folder: string): string[] {
  return readdirSync(inShared('corpus', folder))
    .sort()
    .map((name) => inShared('corpus', folder, name))
}

function options(host: Host): Omit<LintOptions, 'rules' | 'laws'> {
  return {
    dialect: sshd,
    host,
    parameters: { agentKeys: 5, assumedVersion: false },
    profile: 'all',
  }
}

interface Tree {
  host: Host
  config: SshdConfig
}

function treeOf(example: Example, judged: string | undefined): Tree {
  const host = hostOfExample(example, sshd)
  return { host, config: resolve(example.at ?? entry, host, judged === undefined ? {} : { version: judged }) }
}

function findingsOf(rule: RuleDocument, example: Example, { host, config }: Tree): DetailedFinding[] {
  const sets = (example.intents ?? []).flatMap((intent) => {
    const set = declaredSet(intent, sshd, { path: '.conflint.yaml', text: '', line: 1 })
    return 'fault' in set ? [] : [set]
  })
  const agentKeys = example['agent-keys'] ?? 5
  const parameters = { agentKeys, assumedVersion: false }
  return lint(config, { ...options(host), parameters, rules: [rule], laws, sets }).findings
}

/** Puts the files of a configuration where the daemon looks for them, if they are below /etc/ssh; takes away all others. */
function placed(config: SshdConfig, oracle: SshdOracle): boolean {
  oracle.remove('sshd_config')
  oracle.remove('sshd_config.d')
  const own = config.sources.filter(({ path }) => path.startsWith('/etc/ssh/'))
  oracle.place(
    Object.fromEntries(own.map(({ path }) => [path.slice('/etc/ssh/'.length), bytesOf(path, config)])),
  )
  return own.length === config.sources.length
}

function bytesOf(path: string, { host }: SshdConfig): Uint8Array {
  const bytes = host.read(path)
  return bytes instanceof Uint8Array ? bytes : new Uint8Array()
}

/** What the daemon, or our own view of the witness, says otherwise. */
async function disagreements(
  findings: readonly DetailedFinding[],
  config: SshdConfig,
  oracle: SshdOracle,
): Promise<object[]> {
  const wrong: object[] = []
  for (const { rule, evidence, scope } of findings) {
    if (!scope) continue
    const witness = connectionOf(scope)
    oracle.setAccounts(accountsOf(witness))
    const answer = await oracle.ask(config.entry, scope.spec)
    if ('error' in answer) {
      // Some blocks end the connection of whoever meets them; then that is the answer.
      const expected = askConfig(config, witness)
      if ('error' in expected && expected.error === answer.error) continue
      wrong.push({ rule, spec: scope.spec, error: answer.error })
      continue
    }
    const effective = config.effective((guard) => holds(guard, witness))
    const ours = dump(config, witness)
    for (const keyword of new Set(evidence.map((piece) => piece.keyword))) {
      if (!isKeyword(keyword)) continue
      const { origins, losers } = effective.get(keyword)
      const pieces = evidence.filter((piece) => piece.keyword === keyword && piece.origin !== 'fact')
      const cited = pieces.filter(({ origin }) => origin === 'line')
      const known = [...origins, ...losers.map(({ setting }) => setting)]
      const strange = cited.filter((piece) => !known.some((setting) => isAt(setting, piece)))
      const claims = pieces.filter(
        (piece) => piece.origin === 'default' || origins.some((setting) => isAt(setting, piece)),
      )
      const defaults = claims.some(({ origin }) => origin === 'default') && origins.length > 0
      if (strange.length > 0 || defaults) wrong.push({ rule, spec: scope.spec, strange, defaults })
      const [theirLines, ourLines] = [answer.lines, ours].map((lines) => linesOf(keyword, lines, config))
      if (claims.length > 0 && JSON.stringify(theirLines) !== JSON.stringify(ourLines)) {
        wrong.push({ rule, spec: scope.spec, keyword, claims, theirLines, ourLines })
      }
      const [claim, ...others] = claims
      if (!claim || others.length > 0 || origins.length > 1) continue
      const alone = linesOf(
        keyword,
        printedAlone(keyword, claim.value, origins[0]?.guard !== undefined, config),
        config,
      )
      if (JSON.stringify(theirLines) !== JSON.stringify(alone)) {
        wrong.push({ rule, spec: scope.spec, keyword, claim, theirLines, alone })
      }
    }
  }
  return wrong
}

/** What sshd prints where the value that a finding claims is all that there is, in a block as there or outside. */
function printedAlone(
  keyword: string,
  value: string,
  isInBlock: boolean,
  { target }: SshdConfig,
): readonly string[] {
  const line = `${keyword} ${value}\n`
  const host = memory({ [entry]: isInBlock ? `Match User *\n${line}` : line })
  return dump(resolve(entry, host, { version: target.name }), { user: 'alice' })
}

function linesOf(keyword: string, lines: readonly string[], { target }: SshdConfig): string[] {
  if (!isKeyword(keyword) || !DUMP_LINES.some((line) => line.keyword === keyword)) return []
  const name = nameAt(keyword, target.release).toLowerCase()
  return lines.filter((line) => line.toLowerCase().startsWith(`${name} `))
}

function isAt(setting: Setting, { file, line }: Evidence): boolean {
  return setting.source.path === file && setting.node.position?.start.line === line
}

function connectionOf({ witness }: Scope): Connection {
  const { user, groups, host, address, localAddress, localPort, rdomain, invalidUser } = witness
  const text = (value: string | string[] | undefined) => (value === undefined ? undefined : String(value))
  return Object.fromEntries(
    Object.entries({
      user: text(user),
      groups: groups === undefined ? undefined : [groups].flat(),
      host: text(host),
      address: text(address),
      localAddress: text(localAddress),
      localPort: localPort === undefined ? undefined : Number(localPort),
      rdomain: text(rdomain),
      invalidUser: invalidUser === undefined ? undefined : true,
    }).filter(([, value]) => value !== undefined),
  )
}

/** The account of the witness, beside those that the daemon needs. */
function accountsOf({ user, groups, invalidUser }: Connection): Accounts {
  const own = user === undefined || invalidUser ? {} : { [user]: groups ?? ['users'] }
  return { root: ['root'], sshd: ['sshd'], ...own }
}
