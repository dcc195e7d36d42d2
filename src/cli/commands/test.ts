import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { visible } from '../../report/visible.ts'
import { builtin } from '../../rules/builtin.ts'
import { type ExampleOutcome, runExamples } from '../../rules/examples.ts'
import { dialectOf } from '../../rules/rule.ts'
import { type Arguments, operands } from '../arguments.ts'
import { ownRules } from '../configuration/own-rules.ts'
import { loadDialect } from '../dialects.ts'
import { EXIT, inputFailure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** `conflint test`: runs the examples in rule files. Fails where one does not come out as its rule says. */
export async function test(given: Arguments, terminal: Terminal): Promise<number> {
  const paths = operands(given, 'path')
  const absent = paths.find((path) => !existsSync(resolve(terminal.directory, path)))
  if (absent !== undefined) throw inputFailure(`${absent} does not exist`)
  const rules = await ownRules(
    paths.map((path) => resolve(terminal.directory, path)),
    terminal.directory,
  )
  if (rules.length === 0) throw inputFailure(`${paths.join(', ')} holds no rule file (*.yaml)`)
  const outcomes: ExampleOutcome[] = []
  for (const rule of rules) {
    const [dialect, known] = await Promise.all([loadDialect(dialectOf(rule)), builtin(dialectOf(rule))])
    // A rule under test counts more than the built-in one with its id.
    const others = new Map([...known.rules, ...rules].map((other) => [other.id, other]))
    const own = runExamples(rule, dialect, known.laws, [...others.values()])
    outcomes.push(...own)
    terminal.out(report(rule.id, own))
  }
  const failed = outcomes.filter(({ fault }) => fault !== undefined)
  const total = `${counted(rules.length, 'rule')}, ${counted(outcomes.length, 'example')}`
  terminal.out(`${total}: ${failed.length === 0 ? 'all as they should be' : `${failed.length} failed`}\n`)
  return failed.length === 0 ? EXIT.clean : EXIT.findings
}

function report(id: string, outcomes: readonly ExampleOutcome[]): string {
  const faults = outcomes.flatMap(({ number, kind, fault }) =>
    fault === undefined
      ? []
      : [`  example ${number} (${kind}): ${fault.split('\n').map(visible).join('\n')}\n`],
  )
  const verdict = faults.length === 0 ? 'ok    ' : 'failed'
  return `${verdict} ${id} (${counted(outcomes.length, 'example')})\n${faults.join('')}`
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
