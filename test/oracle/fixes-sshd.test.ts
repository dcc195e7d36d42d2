import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import type { Connection } from '../../src/dialects/dialect.ts'
import { resolve } from '../../src/dialects/sshd/index.ts'
import type { Plan } from '../../src/fix/plan.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { dialectOf } from '../../src/rules/rule.ts'
import { type ExampleFix, fixesOnExamples, fixingRules } from '../fix/example-fixes.ts'
import { type Answered, askConfig } from './sshd-answers.ts'
import { hasSshd, installedTarget, oracleRequired, SshdOracle, SYSTEM_FILES } from './sshd-daemon.ts'

const ETC = '/etc/ssh/'
/** Each connection costs two runs of sshd. */
const WITNESSES = 3
/** What sshd prints for a keyword also depends on these. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  Port: ['listenaddress'],
  AddressFamily: ['listenaddress'],
  ChallengeResponseAuthentication: ['kbdinteractiveauthentication'],
}

const possible = hasSshd || oracleRequired
const version = possible ? installedTarget() : ''
const rules = possible ? fixingRules.filter((rule) => dialectOf(rule) === 'sshd') : []
const byRule = rules.map((rule) => ({
  rule,
  fixes: fixesOnExamples(rule, version).filter(({ proven }) => proven),
}))

describe.skipIf(!possible)(`what the installed sshd says of fixes, judged for ${version}`, () => {
  let oracle: SshdOracle
  beforeAll(() => {
    oracle = new SshdOracle()
  }, 60_000)
  afterAll(() => oracle.close())

  for (const { rule, fixes } of byRule) {
    if (fixes.length === 0) test.skip(`${rule.id}: this version has nothing to fix there`, () => undefined)
    for (const fix of fixes) {
      const reason = reasonToSkip(fix)
      if (reason) test.skip(`${fix.name}: ${reason}`, () => undefined)
      else test(fix.name, () => confirm(fix, oracle))
    }
  }

  test('most fixes are asked about', () => {
    const asked = byRule.filter(({ fixes }) => fixes.some((fix) => !reasonToSkip(fix)))
    expect(asked.length).toBeGreaterThan(rules.length * 0.8)
  })
})

function reasonToSkip({ proven, before }: ExampleFix): string | undefined {
  const elsewhere = [before, proven?.after.config].flatMap((config) => config?.sources ?? [])
  if (elsewhere.some(({ path }) => !path.startsWith(ETC))) return 'its files stand outside of /etc/ssh'
  if (!proven || refused(proven.host)) return 'sshd refuses the file for something else, too'
  return undefined
}

function refused(host: Host): boolean {
  return resolve('/etc/ssh/sshd_config', host, { version }).refusal !== undefined
}

async function confirm({ before, host, finding, proven }: ExampleFix, oracle: SshdOracle): Promise<void> {
  if (!proven) throw new Error('only what is proven is asked about')
  const { plan, after } = proven
  const wasRefused = refused(host)
  const { classes } = connectionClasses(before.guards, memory({}))
  const suffering = finding.connectionClass ? [finding.connectionClass] : []
  const isInside = ({ holds }: (typeof classes)[number]) =>
    plan.blocks === 'everybody' || [...holds].some((guard) => textsOf(plan).includes(guard.text.join()))
  const inside = [...suffering, ...classes.filter(isInside)].slice(0, WITNESSES)
  const outside = classes.filter((one) => !isInside(one)).slice(0, WITNESSES)
  const asked = [
    ...inside.map((one) => ({ one, allowed: allowedKeywords(plan) })),
    ...outside.map((one) => ({ one, allowed: [] })),
  ]
  for (const { one, allowed } of asked) {
    const connection = whole(one.witness)
    const [old, now] = [
      wasRefused ? { error: 'refused' } : await ask(oracle, before.sources, host, connection),
      await ask(oracle, after.config.sources, proven.host, connection),
    ]
    // Accepted, and what conflint says that it is.
    expect(now).toEqual(predicted(proven.host, connection))
    if (wasRefused) continue
    expect(old).toEqual(predicted(host, connection))
    expect(changedKeywords(old, now).filter((keyword) => !allowed.includes(keyword))).toEqual([])
  }
  if (wasRefused) expect('error' in (await ask(oracle, before.sources, host, { user: 'nobody' }))).toBe(true)
}

function textsOf({ blocks }: Plan): string[] {
  return blocks === 'everybody' ? [] : blocks.map(({ text }) => text.join())
}

function allowedKeywords({ keywords }: Plan): string[] {
  return [...keywords].flatMap((keyword) => [keyword.toLowerCase(), ...(DERIVED[keyword] ?? [])])
}

/** `sshd -T -C` wants to know the user, the host and the address. */
function whole(witness: Connection): Connection {
  const address = witness.address ?? '198.51.100.7'
  return { ...witness, user: witness.user ?? 'nobody', address, host: witness.host ?? address }
}

async function ask(
  oracle: SshdOracle,
  sources: readonly { path: string }[],
  host: Host,
  connection: Connection,
): Promise<Answered> {
  const { user = '', groups = [] } = connection
  oracle.setAccounts({
    ...{ root: ['root'], sshd: ['sshd'], nobody: ['nobody'] },
    ...(groups.length > 0 && { [user]: groups }),
  })
  const paths = sources.map(({ path }) => path)
  oracle.place(Object.fromEntries(paths.map((path) => [path.slice(ETC.length), contentOf(path, host)])))
  const answered = await oracle.ask('/etc/ssh/sshd_config', connection)
  for (const path of paths) oracle.remove(path.slice(ETC.length))
  return answered
}

function contentOf(path: string, host: Host): Uint8Array {
  const bytes = host.read(path)
  if (!(bytes instanceof Uint8Array)) throw new Error(`${path} cannot be read`)
  return bytes
}

/** What conflint says, on a system with the host keys and accounts of the private one. */
function predicted(host: Host, connection: Connection): Answered {
  const system = memory(SYSTEM_FILES)
  const paths = new Set(Object.keys(SYSTEM_FILES))
  const both: Host = {
    ...host,
    read: (path) => (paths.has(path) ? system.read(path) : host.read(path)),
    file: (path) => (paths.has(path) ? system.file(path) : host.file(path)),
  }
  return askConfig(resolve('/etc/ssh/sshd_config', both, { version }), connection)
}

/** The keywords whose lines differ. */
function changedKeywords(before: Answered, after: Answered): string[] {
  if ('error' in before || 'error' in after) return 'error' in before ? ['refused before'] : ['refused']
  const lonely = [
    ...before.lines.filter((line) => !after.lines.includes(line)),
    ...after.lines.filter((line) => !before.lines.includes(line)),
  ]
  return [...new Set(lonely.map((line) => line.split(' ', 1)[0]?.toLowerCase() ?? ''))]
}
