import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameValue } from '../../src/compare/same-value.ts'
import type { Config, Connection } from '../../src/dialects/dialect.ts'
import { holds, sshd } from '../../src/dialects/sshd/index.ts'
import { fixAll, provenFix } from '../../src/fix/fix.ts'
import type { Judged } from '../../src/fix/prove.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'
import { distinctConnections, someConfiguration } from '../rules/generated-configurations.ts'

const entry = '/etc/ssh/sshd_config'
const { rules, laws } = await builtin('sshd')
const keywords = [...sshd.keywords.keys()]

function judge(host: Host): Judged {
  const config = sshd.resolve(entry, host, {})
  const parameters = { agentKeys: 5, assumedVersion: false }
  const { findings, complete } = lint(config, {
    rules,
    laws,
    dialect: sshd,
    host,
    parameters,
    profile: 'all',
  })
  return { config, findings, complete }
}

/** The keywords that one connection gets differently. */
function changed(before: Config, after: Config, connection: Connection): string[] {
  const [old, now] = [before, after].map((config) => config.effective((guard) => holds(guard, connection)))
  return keywords.filter(
    (keyword) => old && now && !sameValue(old.get(keyword).value, now.get(keyword).value),
  )
}

const someHost = someConfiguration(entry, 3).map(({ files }) => memory(files))

test('a proven fix changes only the keywords that it names, only for the blocks that it names', () => {
  let fixes = 0
  fc.assert(
    fc.property(someHost, (host) => {
      const before = judge(host)
      for (const finding of before.findings) {
        const proven = provenFix(finding, before, host, judge, true)
        if (!proven) continue
        fixes++
        const { plan, after } = proven
        const connections = [...distinctConnections(before.config), ...distinctConnections(after.config)]
        for (const connection of connections) {
          const differences = changed(before.config, after.config, connection)
          const isInside =
            plan.blocks === 'everybody' || plan.blocks.some((guard) => holds(guard, connection))
          const allowed = isInside ? plan.keywords : new Set<string>()
          expect(differences.filter((keyword) => !allowed.has(keyword))).toEqual([])
        }
      }
    }),
    { numRuns: Number(process.env.CONFLINT_RUNS ?? 60) },
  )
  expect(fixes).toBeGreaterThan(60)
}, 120_000)

test('what is fixed needs no fixing again, and holds no worse finding than before', () => {
  fc.assert(
    fc.property(someHost, (host) => {
      const before = judge(host)
      const fixed = fixAll(before, host, judge, true)
      expect(fixAll(fixed.judged, fixed.host, judge, true).titles).toEqual([])
      const worse = ({ findings }: Judged) => findings.filter(({ severity }) => severity !== 'info').length
      expect(worse(fixed.judged)).toBeLessThanOrEqual(worse(before))
      expect(judge(fixed.host).findings).toEqual(fixed.judged.findings)
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('safe fixes alone change what nobody gets', () => {
  const line = fc.constantFrom(
    'UsePrivilegeSeparation yes',
    'RSAAuthentication no',
    'KeyRegenerationInterval 1h',
    'Port 22',
    'Port 2222',
    'AuthorizedKeysCommandUser nobody',
    'X11Forwarding yes',
    'Match User a',
    '# a comment',
    '    ShowPatchLevel no',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, ending) => {
      const host = memory({ [entry]: lines.map((text) => `${text}${ending}`).join('') })
      const before = judge(host)
      const { judged } = fixAll(before, host, judge, false)
      const allowed = ['Port', 'AuthorizedKeysCommandUser']
      for (const connection of distinctConnections(before.config)) {
        const differences = changed(before.config, judged.config, connection)
        expect(differences.filter((keyword) => !allowed.includes(keyword))).toEqual([])
      }
      const [source] = judged.config.sources
      const kept = new Set(lines)
      for (const text of (source?.text ?? '').split(ending)) if (text !== '') expect(kept).toContain(text)
    }),
    { numRuns: 60 },
  )
}, 60_000)
