import { describe, expect, test } from 'vitest'
import { checkstyle } from '../../src/report/checkstyle.ts'
import { fingerprints } from '../../src/report/fingerprint.ts'
import { github } from '../../src/report/github.ts'
import { gitlab } from '../../src/report/gitlab.ts'
import { junit } from '../../src/report/junit.ts'
import { sarif } from '../../src/report/sarif.ts'
import { jail, refused, report, style } from './sample.ts'

test('github: workflow commands, escaped as the runner reads them', () => {
  const odd = { ...refused, file: 'a,b:c', message: '100% of it' }
  expect(github(report(odd), style)).toMatchInlineSnapshot(`
    "::error file=a%2Cb%3Ac,line=1,endLine=1,col=1,endColumn=11,title=sshd/invalid-value::100%25 of it%0Aother/sshd_config:1: Port 2\\x1b[2J2
    "
  `)
})

test('github says how many annotations it will not show', () => {
  const many = Array.from({ length: 12 }, (_, line) => ({
    ...refused,
    range: { start: { line: line + 1, column: 1 }, end: { line: line + 1, column: 2 } },
  }))
  const lines = github(report(...many), style).split('\n')
  expect(lines[0]).toBe('::notice::GitHub shows at most 10 annotations of a kind; 2 more are in the log.')
  expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(12)
})

test('gitlab', () => {
  expect(JSON.parse(gitlab(report(jail), style))).toEqual([
    {
      description: jail.message.replace(/\.$/, ' (bob, carol).'),
      check_name: jail.rule,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      severity: 'major',
      location: { path: 'etc/ssh/sshd_config', lines: { begin: 6, end: 6 } },
    },
  ])
})

describe('fingerprints', () => {
  test('stay when lines move', () => {
    const moved = {
      ...refused,
      range: { start: { line: 9, column: 1 }, end: { line: 9, column: 11 } },
      evidence: [{ ...refused.evidence[0], line: 9 }] as const,
    }
    expect(fingerprints(report(moved))).toEqual(fingerprints(report(refused)))
  })

  test('are never the same for two findings', () => {
    const twin = { ...refused, range: { start: { line: 9, column: 1 }, end: { line: 9, column: 11 } } }
    expect(new Set(fingerprints(report(refused, twin, jail))).size).toBe(3)
  })
})

test('junit', () => {
  expect(junit(report(refused), style)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="conflint" tests="3" failures="1" errors="0">
      <testsuite name="etc/ssh/sshd_config" tests="1" failures="0" errors="0">
        <testcase classname="etc/ssh/sshd_config" name="conflint"/>
      </testsuite>
      <testsuite name="etc/ssh/sshd_config.d/50-cloud.conf" tests="1" failures="0" errors="0">
        <testcase classname="etc/ssh/sshd_config.d/50-cloud.conf" name="conflint"/>
      </testsuite>
      <testsuite name="other/sshd_config" tests="1" failures="1" errors="0">
        <testcase classname="other/sshd_config" name="sshd/invalid-value (line 1)">
          <failure type="error" message="sshd does not start: Port must be a number from 1 to 65535, not &#34;2\\x1b[2J2&#34;.">
            other/sshd_config:1:1
            sshd does not start: Port must be a number from 1 to 65535, not &#34;2\\x1b[2J2&#34;.
            other/sshd_config:1: Port 2\\x1b[2J2
          </failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

test('checkstyle', () => {
  expect(checkstyle(report(refused), style)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="1.2.3">
      <file name="other/sshd_config">
        <error line="1" column="1" severity="error" message="sshd does not start: Port must be a number from 1 to 65535, not &#34;2\\x1b[2J2&#34;." source="conflint.sshd/invalid-value"/>
      </file>
    </checkstyle>
    "
  `)
})

describe('sarif', () => {
  const rule = {
    id: jail.rule,
    title: jail.title,
    severity: jail.severity,
    confidence: jail.confidence,
    tags: ['conflict'],
    profile: 'conflicts',
    message: '',
    remedies: [],
  } as const
  const { runs } = JSON.parse(
    sarif({ ...report(jail, refused), rules: [{ ...rule, id: 'sshd/z' }, rule] }, style),
  )
  const [{ tool, results }] = runs

  test('lists all rules, also those that found nothing, and points at them', () => {
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([jail.rule, 'sshd/z'])
    expect(results.map(({ ruleIndex }: { ruleIndex?: number }) => ruleIndex)).toEqual([undefined, 0])
  })

  test('names all the lines that take part', () => {
    const [, { locations, relatedLocations, level }] = results
    expect(level).toBe('warning')
    expect(locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'etc/ssh/sshd_config' },
          region: {
            startLine: 6,
            startColumn: 2,
            endLine: 6,
            endColumn: 30,
            snippet: { text: '\tChrootDirectory /srv/sftp/%u' },
          },
        },
      },
    ])
    expect(
      relatedLocations.map(
        ({ physicalLocation: { artifactLocation, region } }: RelatedLocation) =>
          `${artifactLocation.uri}:${region.startLine}`,
      ),
    ).toEqual([
      'etc/ssh/sshd_config:6',
      'etc/ssh/sshd_config:7',
      'etc/ssh/sshd_config.d/50-cloud.conf:1',
      'file:///etc/passwd:12',
    ])
  })
})

interface RelatedLocation {
  physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
}
