import { keywordPage } from '../../report/keyword-page.ts'
import { markdownForTerminal } from '../../report/markdown.ts'
import { rulePage } from '../../report/page.ts'
import { quantityPage } from '../../report/quantity-page.ts'
import { didYouMean } from '../../syntax/suggest.ts'
import { type Arguments, all } from '../arguments.ts'
import { allDialects } from '../dialects.ts'
import { EXIT, usageFailure } from '../failure.ts'
import { knownRules } from '../judging/known-rules.ts'
import { keywordReferences } from '../keyword-references.ts'
import { styleOf, type Terminal } from '../terminal/terminal.ts'

/** `conflint explain`: the page of a rule, by its id with or without the dialect, or what is known of a keyword or quantity. */
export async function explain(given: Arguments, terminal: Terminal): Promise<number> {
  const [asked = ''] = all(given, 'name')
  const [{ documents }, dialects] = await Promise.all([knownRules(given, terminal), allDialects()])
  const keywords = await Promise.all(
    dialects.map(async (dialect) => ({ dialect, references: await keywordReferences(dialect.name) })),
  )
  const pages = [
    ...documents.filter(({ id }) => id === asked || id.endsWith(`/${asked}`)).map(rulePage),
    ...keywords.flatMap(({ dialect, references }) =>
      references
        .filter(({ name }) => name.toLowerCase() === asked.toLowerCase())
        .map((reference) => keywordPage(reference, dialect, documents)),
    ),
    ...dialects.flatMap((dialect) => {
      const quantity = dialect.quantities.get(asked)
      return quantity ? [quantityPage(quantity, dialect, documents)] : []
    }),
  ]
  if (pages.length === 0) {
    const ids = documents.map(({ id }) => id)
    const names = asked.includes('/') ? ids : ids.map((id) => id.split('/')[1] ?? id)
    const quantities = dialects.flatMap((dialect) => [...dialect.quantities.keys()])
    const known = [
      ...names,
      ...keywords.flatMap(({ references }) => references.map(({ name }) => name)),
      ...quantities,
    ]
    throw usageFailure(`there is no rule, keyword or quantity ${asked}${didYouMean(asked, known)}`)
  }
  const style = styleOf(terminal)
  terminal.out(pages.map((page) => markdownForTerminal(page, style)).join('\n'))
  return EXIT.clean
}
