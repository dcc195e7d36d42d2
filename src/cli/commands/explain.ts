import type { Dialect, KeywordFacts } from '../../dialects/dialect.ts'
import { markdownForTerminal } from '../../report/markdown.ts'
import { rulePage } from '../../report/page.ts'
import { builtinDocuments } from '../../rules/builtin.ts'
import type { RuleDocument } from '../../rules/rule.ts'
import { type Arguments, all } from '../arguments.ts'
import { allDialects, DAEMON } from '../dialects.ts'
import { EXIT, usageFailure } from '../failure.ts'
import { didYouMean } from '../suggest.ts'
import { styleOf, type Terminal } from '../terminal.ts'

/** `conflint explain`: the page of a rule, by its id with or without the dialect, or what is known of a keyword. */
export async function explain(given: Arguments, terminal: Terminal): Promise<number> {
  const [asked = ''] = all(given, 'name')
  const [documents, dialects] = await Promise.all([builtinDocuments(), allDialects()])
  const pages = [
    ...documents.filter(({ id }) => id === asked || id.endsWith(`/${asked}`)).map(rulePage),
    ...dialects.flatMap((dialect) =>
      [...dialect.keywords.values()]
        .filter(({ name }) => name.toLowerCase() === asked.toLowerCase())
        .map((keyword) => keywordPage(keyword, dialect, documents)),
    ),
  ]
  if (pages.length === 0)
    throw usageFailure(`there is no rule and no keyword ${asked}${suggestion(asked, documents, dialects)}`)
  const style = styleOf(terminal)
  terminal.out(pages.map((page) => markdownForTerminal(page, style)).join('\n'))
  return EXIT.clean
}

function suggestion(asked: string, documents: readonly RuleDocument[], dialects: readonly Dialect[]): string {
  const ids = documents.map(({ id }) => id)
  const names = asked.includes('/') ? ids : ids.map((id) => id.split('/')[1] ?? id)
  return didYouMean(asked, [...names, ...dialects.flatMap(({ keywords }) => [...keywords.keys()])])
}

function keywordPage(keyword: KeywordFacts, dialect: Dialect, documents: readonly RuleDocument[]): string {
  const { name, kind, values, summary, since, until } = keyword
  const daemon = DAEMON[dialect.name]
  const speaking = documents.filter(
    ({ id, when, cases }) => id.startsWith(`${dialect.name}/`) && names(name, { when, cases }),
  )
  const rows = [
    `| kind | ${kind} |`,
    ...(values ? [`| values | ${values.join(', ')} |`] : []),
    `| known to | ${daemon} ${since}${until === undefined ? ' and later' : ` until before ${until}`} |`,
  ]
  const rules = speaking.map(({ id, title }) => `- ${id}: ${title}`)
  return [
    `# ${name} (${dialect.name})`,
    summary,
    rows.join('\n'),
    ...(rules.length > 0 ? ['## Rules that ask for it', rules.join('\n')] : []),
  ].join('\n\n')
}

/** Whether a condition has the keyword anywhere among its names. */
function names(keyword: string, condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  return Object.entries(condition).some(([name, inner]) => name === keyword || names(keyword, inner))
}
