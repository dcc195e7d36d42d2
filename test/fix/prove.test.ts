import { describe, expect, test } from 'vitest'
import type { DialectName } from '../../src/dialects/dialect.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { hostWith } from '../../src/fix/fix.ts'
import type { Plan } from '../../src/fix/plan.ts'
import { type Judged, objection } from '../../src/fix/prove.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'
import { honourComments } from '../../src/rules/suppressions/honour.ts'

const dialects = { sshd, 'pure-ftpd': pureFtpd }
const entries = { sshd: '/etc/ssh/sshd_config', 'pure-ftpd': '/etc/pure-ftpd.conf' }

async function judgeOf(name: DialectName): Promise<(host: Host) => Judged> {
  const { rules, laws } = await builtin(name)
  const dialect = dialects[name]
  return (host) => {
    const config = dialect.resolve(entries[name], host, {})
    const parameters = { agentKeys: 5, assumedVersion: true }
    const result = lint(config, { rules, laws, dialect, host, parameters, profile: 'conflicts' })
    const known = rules.map(({ id }) => id)
    return { ...honourComments(config, result, known), config, complete: result.complete }
  }
}

/** What is said against a change of a text, as a fix of the first finding of a rule. */
async function saidAgainst(
  rule: string,
  before: string,
  after: string,
  { keywords, blocks = 'everybody' }: { keywords: string[]; blocks?: string },
) {
  const name = rule.startsWith('sshd/') ? 'sshd' : 'pure-ftpd'
  const judge = await judgeOf(name)
  const path = entries[name]
  const host = memory({ [path]: before })
  const judged = judge(host)
  const finding = judged.findings.find((found) => found.rule === rule)
  if (!finding) throw new Error(`${rule} finds nothing`)
  const plan: Plan = {
    title: 'By hand',
    safe: false,
    edits: [{ path, start: 0, end: before.length, text: after }],
    keywords: new Set(keywords),
    blocks:
      blocks === 'everybody'
        ? 'everybody'
        : judged.config.guards.filter(({ text }) => text.join(' ') === blocks),
  }
  return objection(plan, finding, judged, judge(hostWith(plan.edits, judged.config, host)), host)
}

const tries = 'sshd/max-auth-tries-zero'

describe('a fix is proven', () => {
  test('where it changes what it names', async () => {
    const named = { keywords: ['MaxAuthTries'] }
    expect(await saidAgainst(tries, 'MaxAuthTries 0\n', 'MaxAuthTries 6\n', named)).toBeUndefined()
  })

  test('where one of two equal lines goes', async () => {
    const line = 'UsePrivilegeSeparation yes\n'
    expect(await saidAgainst('sshd/deprecated-keyword', line + line, line, { keywords: [] })).toBeUndefined()
  })

  test('where lines move, and other findings speak of their numbers', async () => {
    const rest = 'PermitRootLogin no\nPermitRootLogin yes\n'
    const before = `UsePrivilegeSeparation yes\n${rest}`
    expect(await saidAgainst('sshd/deprecated-keyword', before, rest, { keywords: [] })).toBeUndefined()
  })
})

describe('a fix is not proven', () => {
  test.each([
    ['where the finding stays', 'MaxAuthTries 0\n', 'MaxAuthTries 0 # six\n', 'not gone, or others found'],
    [
      'where it stays for other connections',
      'MaxAuthTries 0\n',
      'MaxAuthTries 0\nMatch User bob\n    MaxAuthTries 6\n',
      'not gone, or others found',
    ],
    ['where sshd refuses the value', 'MaxAuthTries 0\n', 'MaxAuthTries six\n', 'refused by the daemon'],
    [
      'where sshd refuses another line',
      'MaxAuthTries 0\n',
      'MaxAuthTries 6\nPort x\n',
      'refused by the daemon',
    ],
    [
      'where sshd refuses the files for what no line is to blame for',
      'MaxAuthTries 0\nInclude /etc/ssh/none/*\n',
      'MaxAuthTries 6\nInclude /etc/ssh/sshd_config\n',
      'refused by the daemon',
    ],
    [
      'where a line refused before is refused for something else',
      'MaxAuthTries 0\nPort x\n',
      'MaxAuthTries 6\nPort y\n',
      'refused by the daemon',
    ],
    [
      'where another contradiction comes in its place',
      'MaxAuthTries 0\n',
      'MaxAuthTries 2\n',
      'not gone, or others found',
    ],
    [
      'where a comment hides it',
      'MaxAuthTries 0\n',
      '# conflint-ignore sshd/max-auth-tries-zero: later\nMaxAuthTries 0\n',
      'not gone, or others found',
    ],
    [
      'where another keyword changes',
      'MaxAuthTries 0\n',
      'MaxAuthTries 6\nTCPKeepAlive no\n',
      'changes more',
    ],
    [
      'where another keyword changes for few',
      'MaxAuthTries 0\n',
      'MaxAuthTries 6\nMatch User bob\n    PermitTTY no\n',
      'changes more',
    ],
  ])('%s', async (_, before, after, said) => {
    expect(await saidAgainst(tries, before, after, { keywords: ['MaxAuthTries'] })).toBe(said)
  })

  test('where others than those of the block see the change', async () => {
    const before = 'Match User bob\n    MaxAuthTries 0\nMatch User al\n    PermitTTY no\n'
    const after = 'Match User bob\n    MaxAuthTries 6\nMatch User al\n    PermitTTY no\n    MaxAuthTries 7\n'
    const named = { keywords: ['MaxAuthTries'], blocks: 'User bob' }
    expect(await saidAgainst(tries, before, after, named)).toBe('changes more')
  })

  test('where the order of the options of pure-ftpd changes', async () => {
    const before = 'UserBandwidth 8\nMaxIdleTime 0\nPAMAuthentication yes\nNoAnonymous yes\nMinUID 1000\n'
    const after = 'UserBandwidth 8\nNoAnonymous yes\nPAMAuthentication yes\nMinUID 1000\n'
    const named = { keywords: ['MaxIdleTime'] }
    expect(await saidAgainst('pure-ftpd/value-without-effect', before, after, named)).toBe('changes more')
  })
})
