import type { Dialect, Quantity } from '../dialects/dialect.ts'
import type { RuleDocument } from '../rules/rule.ts'

/** What is known of a quantity that rules may ask for, as a Markdown page for the terminal. */
export function quantityPage(
  { name, summary, kind, values, reads, perAccount }: Quantity,
  dialect: Dialect,
  documents: readonly RuleDocument[],
): string {
  const rules = documents.filter(
    ({ id, when, cases, promise }) =>
      id.startsWith(`${dialect.name}/`) && mentions(name, { when, cases, promise }),
  )
  const sections = [
    `# ${name} (${dialect.name})`,
    `${summary}.`,
    [
      '| | |',
      '| --- | --- |',
      `| kind | ${values?.join(', ') ?? kind} |`,
      ...(reads.length > 0 ? [`| follows from | ${reads.join(', ')} |`] : []),
      ...(perAccount ? ['| asked for | each account that facts name |'] : []),
    ].join('\n'),
    'A quantity: rules ask for it by name, like a keyword.',
    ...(rules.length > 0
      ? ['## Rules that ask for it', rules.map(({ id, title }) => `- ${id}: ${title}`).join('\n')]
      : []),
  ]
  return `${sections.join('\n\n')}\n`
}

/** Whether a condition has a name anywhere among its own. */
export function mentions(name: string, condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  return Object.entries(condition).some(([key, inner]) => key === name || mentions(name, inner))
}
