import { Ajv, type ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkstyle } from '../../src/report/checkstyle.ts'
import { github } from '../../src/report/github.ts'
import { githubSummary } from '../../src/report/github-summary.ts'
import { gitlab } from '../../src/report/gitlab.ts'
import { jsonl } from '../../src/report/jsonl.ts'
import { junit } from '../../src/report/junit.ts'
import { oneline } from '../../src/report/oneline.ts'
import type { DetailedReport } from '../../src/report/report.ts'
import { sarif } from '../../src/report/sarif.ts'
import { text } from '../../src/report/text.ts'
import { visible } from '../../src/report/visible.ts'
import type { DetailedFinding } from '../../src/rules/finding.ts'
import { jail, refused, report, style } from './sample.ts'
import gitlabSchema from './schemas/gitlab-code-quality.json' with { type: 'json' }
import sarifSchema from './schemas/sarif-2.1.0.json' with { type: 'json' }
import { parseXml } from './xml.ts'

/** The official schema is of draft 4, of which it uses nothing that draft 7 reads otherwise but the name of `id`. */
const { id, $schema: _, ...rest } = sarifSchema
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri: /^[a-z][a-z\d+.-]*:([\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i,
    'uri-reference': /^([\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  },
})
const validSarif = ajv.compile({ ...rest, $id: id })
const validGitlab = ajv.compile(gitlabSchema)

function expectValid(validate: ValidateFunction, document: unknown) {
  validate(document)
  expect(validate.errors ?? []).toEqual([])
}

/** Texts that people, templates and attackers write. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    ']]>',
    '<&">\'',
    '%0A::error::x',
    'a\r\nb',
    '\u001b[31m',
    '| a |',
    '</failure>',
    '\u202e',
    'ü日本😀',
  ),
)

const findings = fc.array(
  fc
    .record({
      message: words,
      file: words.map((word) => `dir/${word}`),
      value: words,
      note: fc.option(words, { nil: undefined }),
      line: fc.integer({ min: 1, max: 9 }),
      column: fc.integer({ min: 1, max: 9 }),
      severity: fc.constantFrom('error', 'warning', 'info'),
      absolute: fc.boolean(),
    })
    .map(({ message, file, value, note, line, column, severity, absolute }): DetailedFinding => {
      const name = absolute ? `/${file}` : file
      const range = { start: { line, column }, end: { line, column: column + 1 } }
      return {
        ...refused,
        severity,
        message,
        file: name,
        range,
        evidence: [
          { keyword: 'Port', value, file: name, line, origin: 'line', ...(note !== undefined && { note }) },
          { keyword: 'Port', value, origin: 'default' },
          { keyword: 'home', value, file: name, origin: 'fact' },
        ],
        evidenceRanges: [range, undefined, undefined],
        fixes: [{ title: message, safe: true, edits: [{ file: name, range, text: value }] }],
        remedies: [{ title: value, text: value, set: { Port: value } }],
        scope: { match: [value], witness: { user: value }, spec: `user=${value}` },
      }
    }),
  { maxLength: 4 },
)

function suppressedIn(whole: DetailedReport): DetailedReport {
  const [first, ...others] = whole.findings
  if (!first) return whole
  const suppression = { kind: 'inSource', reason: first.message } as const
  return { ...whole, findings: others, suppressed: [{ ...first, suppression }] }
}

const reports = fc
  .tuple(findings, fc.boolean())
  .map(([some, suppress]) => (suppress ? suppressedIn(report(...some)) : report(...some)))

function holdsFor(check: (whole: DetailedReport) => void) {
  fc.assert(fc.property(reports, check), { numRuns: 150 })
}

describe('whatever the findings say', () => {
  test('sarif fits the official schema', () => {
    expectValid(validSarif, JSON.parse(sarif(report(jail, refused), style)))
    holdsFor((whole) => {
      const document = JSON.parse(sarif(whole, style))
      expectValid(validSarif, document)
      expect(document.runs[0].results).toHaveLength(whole.findings.length + whole.suppressed.length)
    })
  })

  test("gitlab fits GitLab's description, and no two findings share a fingerprint", () => {
    holdsFor((whole) => {
      const issues = JSON.parse(gitlab(whole, style)).map((issue: { description: string }) => ({
        ...issue,
        description: issue.description || 'empty only here',
      }))
      expectValid(validGitlab, issues)
      const names = issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
      expect(new Set(names).size).toBe(names.length)
    })
  })

  test('junit is well-formed, and its numbers add up', () => {
    holdsFor((whole) => {
      const root = parseXml(junit(whole, style))
      expect(root.name).toBe('testsuites')
      const suites = root.children
      const cases = suites.flatMap(({ children }) => children)
      expect(new Set(cases.map(({ name }) => name))).toEqual(new Set(['testcase']))
      const failures = cases.flatMap(({ children }) => children)
      expect(failures.map(({ name }) => name)).toEqual(whole.findings.map(() => 'failure'))
      for (const [element, tests] of [
        [root, cases],
        ...suites.map((suite) => [suite, suite.children] as const),
      ] as const) {
        expect(Number(element.attributes.tests)).toBe(tests.length)
        expect(Number(element.attributes.failures)).toBe(
          tests.filter(({ children }) => children.length > 0).length,
        )
        expect(element.attributes.errors).toBe('0')
      }
      for (const { attributes } of cases) expect(Object.keys(attributes)).toEqual(['classname', 'name'])
    })
  })

  test('checkstyle is well-formed, with all findings', () => {
    holdsFor((whole) => {
      const root = parseXml(checkstyle(whole, style))
      expect(root.name).toBe('checkstyle')
      const errors = root.children.flatMap(({ children }) => children)
      expect(root.children.map(({ name }) => name)).toEqual(root.children.map(() => 'file'))
      expect(errors).toHaveLength(whole.findings.length)
      for (const { attributes } of errors)
        expect(Object.keys(attributes)).toEqual(['line', 'column', 'severity', 'message', 'source'])
    })
  })

  test('github gets one command for each finding, and nothing that is one in the text of another', () => {
    holdsFor((whole) => {
      const commands = github(whole, style).split('\n').slice(0, -1)
      expect(commands).toHaveLength(whole.findings.length)
      for (const [index, command] of commands.entries()) {
        const [, kind, properties = '', message = ''] =
          /^::(error|warning|notice) ([^:]*)::([^\r]*)$/.exec(command) ?? []
        expect(kind).toBeDefined()
        const file = /(?:^|,)file=([^,]*)/.exec(properties)?.[1] ?? ''
        expect(unescaped(file)).toBe(whole.findings[index]?.file.replace(/[^\r\n]+/g, visible))
        expect(unescaped(message).length).toBeGreaterThanOrEqual(whole.findings[index]?.message.length ?? 0)
      }
    })
  })

  test('one line is one finding', () => {
    holdsFor((whole) => {
      expect(oneline(whole, style).split('\n')).toHaveLength(whole.findings.length + 1)
      expect(jsonl(whole, style).split('\n')).toHaveLength(whole.findings.length + 1)
      const rows = githubSummary(whole)
        .split('\n')
        .filter((line) => line.startsWith('| ') && line.includes('`'))
      expect(rows).toHaveLength(whole.findings.length)
      for (const row of rows) expect(row.split('|')).toHaveLength(6)
    })
  })

  test('text sends nothing to the terminal that it would obey', () => {
    holdsFor((whole) => {
      for (const detail of ['quiet', 'usual', 'verbose'] as const) {
        const shown = text(whole, { ...style, detail }).replaceAll('\n', '')
        expect(shown).not.toMatch(/\p{Cc}|\u202e/u)
      }
    })
  })
})

/** As the runner takes commands apart: actions/runner, ActionCommand.cs. */
function unescaped(written: string): string {
  return written
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%')
}

describe("GitHub's limits on SARIF", () => {
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, line) => ({
      ...refused,
      severity: line === 0 ? ('info' as const) : ('error' as const),
      message: `${line}`,
      evidence: [{ ...refused.evidence[0], line: line + 1 }] as const,
    }))

  test('at most 25000 results, the worst, and the rest is mentioned', () => {
    const { runs } = JSON.parse(sarif(report(...numbered(25_001)), style))
    expect(runs[0].results).toHaveLength(25_000)
    expect(runs[0].results.every(({ level }: { level: string }) => level === 'error')).toBe(true)
    expect(runs[0].invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '1 more findings are left out, because GitHub takes at most 25000.',
    )
  })

  test('at most 1000 locations and 20 tags', () => {
    const piece = refused.evidence[0]
    const evidence = [
      piece,
      ...Array.from({ length: 1500 }, (_, line) => ({ ...piece, line: line + 1 })),
    ] as const
    const rule = {
      ...jail,
      id: jail.rule,
      profile: 'conflicts',
      tags: Array.from({ length: 30 }, String),
    } as const
    const whole = { ...report({ ...refused, evidence, evidenceRanges: [] }), rules: [rule] }
    const { runs } = JSON.parse(sarif(whole, style))
    expect(runs[0].results[0].relatedLocations.length + runs[0].results[0].locations.length).toBe(1000)
    expect(runs[0].tool.driver.rules[0].properties.tags).toHaveLength(20)
  })
})
