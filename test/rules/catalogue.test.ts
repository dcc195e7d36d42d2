import { describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { isKeyword } from '../../src/dialects/sshd/keywords/lookup.ts'
import { KEYWORDS } from '../../src/dialects/sshd/keywords/table.ts'
import { builtinDocuments } from '../../src/rules/builtin.ts'
import { rulesOfPromise } from '../../src/rules/intents/promise.ts'
import { keywordsOf } from '../../src/rules/needs.ts'
import type { Example, RuleDocument } from '../../src/rules/rule.ts'

const documents = await builtinDocuments()

/** Rules that are about the whole file, although their keywords may stand in a Match block. */
const withoutBlock: Readonly<Record<string, string>> = {
  'sshd/dsa-authentication': 'the old name is refused in a Match block',
}

describe.each(documents.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const bad = rule.examples.filter((example) => example.bad !== undefined)
  const good = rule.examples.filter((example) => example.good !== undefined)

  test('has at least two examples that are found, and two innocent ones', () => {
    expect(bad.length).toBeGreaterThanOrEqual(2)
    expect(good.length).toBeGreaterThanOrEqual(2)
  })

  if (!id.startsWith('sshd/')) return

  test('is found over an Include', () => {
    expect(
      bad.some(({ files, ...example }) => files && /^\s*include\b/im.test(textOf({ ...example, files }))),
    ).toBe(true)
  })

  test.skipIf(!mayBeInBlock(rule))('is found in a Match block', () => {
    expect(bad.some((example) => /^\s*match\b/im.test(textOf(example)))).toBe(true)
  })
})

function textOf({ bad = '', files = {} }: Example): string {
  return [bad, ...Object.values(files)].join('\n')
}

/** Whether Match blocks can decide about all that a rule looks at. */
function mayBeInBlock(rule: RuleDocument): boolean {
  const parts = rulesOfPromise(rule)
  if (rule.id in withoutBlock || parts.every(({ when, cases }) => !when && !cases)) return false
  if (/"(in-block|for-everybody)":"(no|yes)"/.test(JSON.stringify([rule.when, rule.cases?.[0]?.when])))
    return false
  const keywords = parts.flatMap((part) => [...keywordsOf(part, sshd)])
  return keywords.every((keyword) => !isKeyword(keyword) || KEYWORDS[keyword].match)
}
