import { describe, expect, test } from 'vitest'
import { fixesOnExamples, fixingRules, remediesOf } from './example-fixes.ts'

test('many rules offer a fix', () => {
  expect(fixingRules.length).toBeGreaterThanOrEqual(40)
})

test('what is safe takes lines away that nobody needs, or writes a value by its right name, and is offered for hints', () => {
  const safe = fixingRules.filter((rule) => remediesOf(rule).some(({ fix }) => fix === 'safe'))
  expect(safe.map(({ id, severity }) => `${id}: ${severity}`)).toEqual([
    'sshd/deprecated-keyword: info',
    'sshd/duplicate-listener: info',
    'sshd/key-command-user-without-command: info',
    'sshd/without-password: info',
    'pure-ftpd/redundant-switch: info',
  ])
  for (const { fix, set, move, replace } of safe.flatMap(remediesOf))
    if (fix === 'safe' && replace?.from !== 'without-password') expect({ set, move, replace }).toEqual({})
})

describe.each(fixingRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const fixes = fixesOnExamples(rule)

  test('each fix that it offers is proven on one of its examples', () => {
    const offered = remediesOf(rule).filter(({ fix }) => fix)
    const proven = fixes.filter((fix) => fix.proven)
    expect([...new Set(proven.map(({ remedy }) => remedy.title))].sort()).toEqual(
      [...new Set(offered.map(({ title }) => title))].sort(),
    )
  })
})
