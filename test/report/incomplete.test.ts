import { describe, expect, test } from 'vitest'
import { hideKnown } from '../../src/report/baseline.ts'
import { fleetOf } from '../../src/report/fleet.ts'
import { fleetText } from '../../src/report/fleet-text.ts'
import { githubSummary } from '../../src/report/github-summary.ts'
import { htmlPage } from '../../src/report/html.ts'
import { json } from '../../src/report/json.ts'
import { toReport } from '../../src/report/report.ts'
import { sarif } from '../../src/report/sarif.ts'
import { text } from '../../src/report/text.ts'
import { report as complete, jail, style } from './sample.ts'

/** A report on one file for each of these, of which not all connections were examined. */
function incomplete(...files: string[]) {
  return toReport(
    files.map((file) => ({
      daemon: 'OpenSSH 9.2',
      findings: [],
      complete: false,
      sources: new Map([
        [file, ''],
        [`${file}.d/more.conf`, ''],
      ]),
      rules: [],
    })),
    '1.2.3',
  )
}

describe('where not all connections were examined, the report says so', () => {
  const sentence = 'Not all connections were examined: a tells too many kinds of them apart.'

  test('JSON names the files, each once', () => {
    expect(JSON.parse(json(incomplete('a', 'b', 'a'), style)).summary).toEqual({
      error: 0,
      warning: 0,
      info: 0,
      files: 4,
      incomplete: ['a', 'b'],
    })
    expect(JSON.parse(json(complete(), style)).summary).not.toHaveProperty('incomplete')
  })

  test('SARIF has a notification for each file', () => {
    const { runs } = JSON.parse(sarif(incomplete('a', 'b'), style))
    expect(runs[0].invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: ['a', 'b'].map((file) => ({
          level: 'note',
          message: { text: `${file} tells so many kinds of connections apart that not all were examined.` },
          locations: [{ physicalLocation: { artifactLocation: { uri: file } } }],
        })),
      },
    ])
  })

  test('so do the reports for people', () => {
    expect(text(incomplete('a'), style)).toBe(`No contradictions in 2 files\n${sentence}\n`)
    expect(text(incomplete('a', 'b', 'c'), style)).toContain('examined: a and 2 more tell')
    expect(fleetText(fleetOf(incomplete('a')), style)).toContain(sentence)
    expect(htmlPage(incomplete('a'), style)).toContain(sentence)
    expect(githubSummary(incomplete('a'))).toContain(sentence)
    expect(text(complete(), style)).not.toContain('examined')
  })

  test('a baseline hides nothing of it', () => {
    const surroundings = { nameOf: (file: string) => file, wasJudged: () => true, shown: 'known.json' }
    const known = hideKnown(incomplete('a'), { version: 1, findings: [] }, surroundings)
    expect(known.summary.incomplete).toEqual(['a'])
  })
})

test('JSON counts the further classes of connections that a finding concerns', () => {
  const found = (...findings: Parameters<typeof complete>) =>
    JSON.parse(json(complete(...findings), style)).findings
  expect(found(jail)).toMatchObject([{ furtherClasses: 2 }])
  expect(found({ ...jail, furtherClasses: 0 })[0]).not.toHaveProperty('furtherClasses')
  // What two versions say is one finding, however many connections each of them tells apart.
  expect(found(jail, { ...jail, furtherClasses: 3 })).toHaveLength(1)
})
