import type { Config, Problem } from '../../dialects/dialect.ts'
import { didYouMean } from '../../syntax/suggest.ts'
import { declarationsIn } from './declarations.ts'

/** Comments that name intents which conflint does not know. */
export function unknownIntents(config: Config, known: readonly string[]): Problem[] {
  return declarationsIn(config).flatMap(({ intents, line }) =>
    intents
      .filter((name) => !known.includes(name))
      .map((name) => ({
        source: line.source,
        node: line.node,
        rule: `${config.dialect}/unknown-intent`,
        message: `There is no intent ${name}, so nothing is checked here${didYouMean(name, known)}`.replace(
          /([^?])$/,
          '$1.',
        ),
        refused: false,
      })),
  )
}
