import type { Dialect } from '../dialects/dialect.ts'
import type { KeywordReference } from '../dialects/keyword-reference.ts'
import { UNKNOWN } from '../host/host.ts'
import { memory } from '../host/memory.ts'
import { describeValue } from '../rules/message.ts'
import type { RuleDocument } from '../rules/rule.ts'
import { mentions } from './quantity-page.ts'

/** The documentation of a keyword as a Markdown page; the same text serves `explain`. */
export function keywordPage(
  reference: KeywordReference,
  dialect: Dialect,
  documents: readonly RuleDocument[],
): string {
  const { name, summary, facts, history } = reference
  const value = reference.default ?? defaultOf(name, dialect)
  const rows = [
    ...facts.slice(0, 1),
    ...(value === undefined ? [] : [['default', value] as const]),
    ...facts.slice(1),
  ]
  const rules = documents
    .filter(({ id, when, cases }) => id.startsWith(`${dialect.name}/`) && mentions(name, { when, cases }))
    .map(({ id, title }) => `- [${id}](../../rules/${id}.md): ${title}`)
  const sections = [
    `<!-- Generated from the tables of keywords by the build. -->`,
    `# ${name} (${dialect.name})`,
    summary,
    [
      '| | |',
      '| --- | --- |',
      ...rows.map(([label, text]) => `| ${label} | ${text.replaceAll('|', '\\|')} |`),
    ].join('\n'),
    ...(history.length > 0 ? ['## Earlier', history.map((change) => `- ${change}`).join('\n')] : []),
    ...(rules.length > 0 ? ['## Rules that ask for it', rules.join('\n')] : []),
  ]
  return `${sections.join('\n\n')}\n`
}

/** The page that lists all keywords of a dialect. */
export function keywordIndexPage(
  references: readonly KeywordReference[],
  { name: dialect }: Dialect,
): string {
  const rows = references.map(
    ({ name, summary }) => `| [${name}](${name}.md) | ${summary.replaceAll('|', '\\|')} |`,
  )
  return `<!-- Generated from the tables of keywords by the build. -->\n\n# Keywords of ${dialect}\n\n| keyword | |\n| --- | --- |\n${rows.join('\n')}\n`
}

/** What the newest version takes where no line says anything. */
function defaultOf(name: string, dialect: Dialect): string | undefined {
  if (!dialect.keywords.has(name)) return undefined
  const config = dialect.resolve('/empty', memory({ '/empty': '' }), {})
  const { value } = config.effective(() => false).get(name)
  if (value === UNKNOWN) return undefined
  return (Array.isArray(value) ? value.join(',') : describeValue(value)) || 'none'
}
