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
  const refused = new Set(config.problems.filter(({ refused }) => refused).map(({ node }) => node))
  if (lines.every((line) => refused.has(line))) return []
  if (start.certainty === 'possible') {
    const above = setAbove(source)
    if (!lines.some(({ keyword }) => above.has(keyword.toLowerCase()))) return []
  }
  return [
    {
      source,
      node: first,
      rule: 'sshd/captured-by-match',
      message: messageFor(others.length),
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

/** @param more how many lines follow the first one */
function messageFor(more: number): string {
  if (more === 0) {
    return 'This line belongs to the Match block above and holds for its connections only; if it is meant for everybody, move it above the first Match line.'
  }
  const others = more === 1 ? 'the one' : `the ${more}`
  return `This line and ${others} below it belong to the Match block above and hold for its connections only; if they are meant for everybody, move them above the first Match line.`
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
  const index = newSection(body, body.indexOf(first))
  return index === undefined ? undefined : { index, certainty: 'possible' }
}

/** The first keyword behind a blank line that is followed by nothing but comments. */
function newSection(body: readonly Line[], from: number): number | undefined {
  let section: 'none' | 'blank' | 'comment' = 'none'
  for (let index = from + 1; index < body.length; index++) {
    const line = body[index]
    if (!line) break
    if (isKeywordLine(line)) {
      if (section === 'comment') return index
      section = 'none'
    } else if (line.type === 'blank') section = 'blank'
    else if (section !== 'none') section = 'comment'
  }
  return undefined
}

/** The keywords that stand above the first block, where they hold for everybody. */
function setAbove({ root }: Source): ReadonlySet<string> {
  const keywords = new Set<string>()
  for (const line of root.children) {
    if (line.type === 'match') break
    if (line.type === 'directive') keywords.add(line.keyword.toLowerCase())
  }
  return keywords
}

function indentation(line: KeywordLine): number {
  return line.raw.before.length
}
