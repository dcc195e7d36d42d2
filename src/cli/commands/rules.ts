import { jsonText } from '../../report/json-text.ts'
import { visible } from '../../report/visible.ts'
import { type RuleDocument, remediesOf } from '../../rules/rule.ts'
import { type Arguments, choice } from '../arguments.ts'
import { EXIT } from '../failure.ts'
import { knownRules } from '../judging/known-rules.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** `conflint rules`: all built-in rules, and those that the configuration for the working directory names. */
export async function rules(given: Arguments, terminal: Terminal): Promise<number> {
  const format = choice(given, 'format', ['text', 'json'])
  const { documents } = await knownRules(given, terminal)
  terminal.out(format === 'json' ? `${jsonText(documents.map(listed), 2)}\n` : table(documents))
  return EXIT.clean
}

function listed(rule: RuleDocument) {
  const { id, title, severity, confidence, profile, tags, applies, message, why, references } = rule
  return {
    id,
    title,
    severity,
    confidence,
    profile,
    tags,
    ...(applies !== undefined && { applies }),
    message,
    why,
    remedies: remediesOf(rule),
    references,
  }
}

function table(documents: readonly RuleDocument[]): string {
  const longest = Math.max(...documents.map(({ id }) => id.length))
  return documents
    .map(({ id, severity, profile, title }) => {
      const switchedOff = profile === 'conflicts' ? '' : ` (profile ${profile})`
      return `${id.padEnd(longest)}  ${severity.padEnd(7)}  ${visible(title)}${switchedOff}\n`
    })
    .join('')
}
