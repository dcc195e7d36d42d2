import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sshd } from '../../../src/dialects/sshd/index.ts'
import { memory } from '../../../src/host/memory.ts'
import { fingerprints } from '../../../src/report/fingerprint.ts'
import { toReport } from '../../../src/report/report.ts'
import { builtin } from '../../../src/rules/builtin.ts'
import type { DetailedFinding } from '../../../src/rules/finding.ts'
import { lint } from '../../../src/rules/lint.ts'
import { honourComments } from '../../../src/rules/suppressions/honour.ts'

const { rules, laws } = await builtin('sshd')
const ids = rules.map(({ id }) => id)
const entry = '/etc/ssh/sshd_config'

/** Lines of which many contradict each other. */
const lines = fc.array(
  fc.constantFrom<string[]>(
    'PasswordAuthentication no',
    'PasswordAuthentication yes',
    'PubkeyAuthentication no',
    'MaxAuthTries 2',
    'PermitRootLogin no',
    'PermitRootLogin yes',
    'X11Forwarding no',
    'X11Forwarding yes',
    'Prot 22',
    'Port 99999',
    'Subsystem sftp internal-sftp',
    'Match User bob',
    'Match Group sftp',
    'ChrootDirectory /srv/%u',
    'PermitTTY no',
    'AllowTcpForwarding yes',
  ),
  { minLength: 1, maxLength: 12 },
)

function judge(text: string) {
  const host = memory({ [entry]: text })
  const config = sshd.resolve(entry, host, { version: '9.2' })
  const parameters = { agentKeys: 5, assumedVersion: false }
  const result = lint(config, { dialect: sshd, rules, laws, host, parameters, profile: 'all' })
  const findings = result.findings.map((finding) => ({ ...finding, fixes: [] }))
  return { config, ...result, findings, honoured: honourComments(config, { ...result, findings }, ids) }
}

function names(text: string): string[] {
  const { findings } = judge(text)
  const sources = new Map([[entry, text]])
  return fingerprints(toReport([{ daemon: '', findings, sources, rules }], '1')).sort()
}

/** A finding by what it says, wherever it stands. */
function content({ rule, evidence, scope, message }: DetailedFinding): string {
  const words = evidence.map(({ keyword, value, origin }) => `${origin} ${keyword} ${value}`)
  return [rule, message.replaceAll(/line \d+/g, 'line'), ...words, ...(scope?.match ?? [])].join('\n')
}

test('fingerprints stay when lines move', () => {
  fc.assert(
    fc.property(lines, fc.nat({ max: 5 }), (written, shift) => {
      const moved = [...Array(shift).fill('# a remark'), '', ...written]
      expect(names(moved.join('\n'))).toEqual(names(written.join('\n')))
    }),
    { numRuns: 25 },
  )
})

test('a comment hides the findings of its rule that its line takes part in, and leaves all others as they are', () => {
  fc.assert(
    fc.property(lines, fc.nat(), (written, choice) => {
      const { findings } = judge(written.join('\n'))
      const candidates = findings.filter(({ evidence }) =>
        evidence.some(({ line, origin }) => origin === 'line' && line),
      )
      const chosen = candidates[choice % Math.max(candidates.length, 1)]
      const line = chosen?.evidence.find(({ origin }) => origin === 'line')?.line
      if (!chosen || line === undefined) return
      const comment = `# conflint-ignore ${chosen.rule}: on purpose`
      const commented = written.map((text, index) => (index === line - 1 ? `${text} ${comment}` : text))
      const { honoured } = judge(commented.join('\n'))
      const isHidden = ({ rule, file, range, evidence }: DetailedFinding) =>
        rule === chosen.rule &&
        [{ file, line: range.start.line }, ...evidence].some(
          (place) => place.file === entry && place.line === line,
        )
      expect(honoured.suppressed.map(content).sort()).toEqual(findings.filter(isHidden).map(content).sort())
      expect(honoured.findings.map(content).sort()).toEqual(
        findings
          .filter((finding) => !isHidden(finding))
          .map(content)
          .sort(),
      )
      expect([honoured.idle, honoured.broken]).toEqual([[], []])
    }),
    { numRuns: 25 },
  )
})
