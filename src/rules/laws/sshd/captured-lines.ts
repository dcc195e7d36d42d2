import type { Config, Problem, Source } from '../../../dialects/dialect.ts'
import type { Line, Match } from '../../../syntax/nodes.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isKeywordLine, isTemplated, type KeywordLine } from './lines.ts'

/** Lines that stand as if they were global again, and belong to the last Match block: indentation and blank lines end nothing. */
export const capturedLines: LawOfTheFile = (config) =>
  config.sources.flatMap((source) => blocksOf(source).flatMap((block) => captured(block, source, config)))

/** A Match line and all lines down to the next one. */
interface Block {
  match: Match
  body: readonly Line[]
}

function blocksOf({ root }: Source): Block[] {
  const blocks: { match: Match; body: Line[] }[] = []
  for (const line of root.children) {
    if (line.type === 'match') blocks.push({ match: line, body: [] })
    else blocks.at(-1)?.body.push(line)
  }
  return blocks.filter(({ match }) => match.children[0]?.value.toLowerCase() !== 'all')
}

function captured({ match, body }: Block, source: Source, config: Config): Problem[] {
  const start = firstCaptured(match, body)
  if (start === undefined) return []
  const lines = body.slice(start.index).filter(isKeywordLine)
  const [first, ...others] = lines
  if (!first || lines.some((line) => line.fault || isTemplated(line.raw.keyword))) return []
  // What may not stand in a block at all keeps sshd from starting, and is told as that.
  const refused = config.problems.filter(({ refused }) => refused).map(({ node }) => node)
  if (lines.every((line) => refused.includes(line))) return []
  if (start.certainty === 'possible' && !lines.some((line) => isSetBefore(line, match, source))) return []
  const words =
    lines.length === 1 ? 'This line belongs' : `This line and the ${lines.length - 1} below it belong`
  return [
    {
      source,
      node: first,
      rule: 'sshd/captured-by-match',
      message: `${words} to the Match block above and ${lines.length === 1 ? 'holds' : 'hold'} for its connections only; if ${lines.length === 1 ? 'it is' : 'they are'} meant for everybody, move ${lines.length === 1 ? 'it' : 'them'} above the first Match line.`,
      refused: false,
      confidence: start.certainty,
      ...(start.certainty === 'possible' && { severity: 'info' as const }),
      related: [
        ...others.map((node) => ({ source, node, note: 'belongs to the block, too' })),
        { source, node: match, note: 'the block that is still open' },
      ],
    },
  ]
}

interface Start {
  index: number
  certainty: 'likely' | 'possible'
}

/** Where the lines begin that look global: unindented behind an indented body, or behind a blank line and a comment. */
function firstCaptured(match: Match, body: readonly Line[]): Start | undefined {
  const margin = indentation(match)
  const first = body.find(isKeywordLine)
  if (!first) return undefined
  if (indentation(first) > margin) {
    const index = body.findIndex((line) => isKeywordLine(line) && indentation(line) <= margin)
    return index === -1 ? undefined : { index, certainty: 'likely' }
  }
  const from = body.indexOf(first)
  const index = body.findIndex(
    (line, at) =>
      at > from && isKeywordLine(line) && body[at - 1]?.type === 'comment' && hasGap(body.slice(from, at)),
  )
  return index === -1 ? undefined : { index, certainty: 'possible' }
}

/** A blank line, then nothing but comments: the beginning of another section. */
function hasGap(lines: readonly Line[]): boolean {
  const last = lines.findLastIndex(isKeywordLine)
  return lines.slice(last + 1)[0]?.type === 'blank'
}

/** Whether the keyword also stands above the first block, where it holds for everybody. */
function isSetBefore({ keyword }: KeywordLine, match: Match, { root }: Source): boolean {
  const end = Math.min(
    root.children.indexOf(match),
    root.children.findIndex(({ type }) => type === 'match'),
  )
  return root.children
    .slice(0, end)
    .some((line) => isKeywordLine(line) && line.keyword.toLowerCase() === keyword.toLowerCase())
}

function indentation(line: KeywordLine): number {
  return line.raw.before.length
}
