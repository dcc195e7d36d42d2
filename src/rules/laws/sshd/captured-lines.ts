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
  const start = firstCaptured(match, body, source)
  if (start === undefined) return []
  const lines = body.slice(start.index).filter(isKeywordLine)
  const [first, ...others] = lines
  if (!first || lines.some((line) => line.fault || isTemplated(line.raw.keyword))) return []
  // What may not stand in a block at all keeps sshd from starting, and is told as that.
  const refused = new Set(config.problems.filter(({ refused }) => refused).map(({ node }) => node))
  if (lines.every((line) => refused.has(line))) return []
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

/** Where the lines begin that look global: unindented behind an indented body, or a new section of a body that is not. */
function firstCaptured(match: Match, body: readonly Line[], source: Source): Start | undefined {
  const margin = indentation(match)
  const first = body.find(isKeywordLine)
  if (!first) return undefined
  if (indentation(first) > margin) {
    const index = body.findIndex((line) => isKeywordLine(line) && indentation(line) <= margin)
    return index === -1 ? undefined : { index, certainty: 'likely' }
  }
  const above = setAbove(source)
  const section = sectionsIn(body).find(
    (section) => indentation(section.line) <= margin && looksGlobal(section, body, above),
  )
  return section && { index: section.index, certainty: 'possible' }
}

/** A keyword behind a blank line, with nothing but comments between them. */
interface Section {
  index: number
  line: KeywordLine
  hasComment: boolean
  /** No other keyword stands between the Match line and this one. */
  opensBlock: boolean
}

function sectionsIn(body: readonly Line[]): Section[] {
  const sections: Section[] = []
  let before: 'none' | 'blank' | 'comment' = 'none'
  let opensBlock = true
  for (const [index, line] of body.entries()) {
    if (isKeywordLine(line)) {
      if (before !== 'none') sections.push({ index, line, hasComment: before === 'comment', opensBlock })
      before = 'none'
      opensBlock = false
    } else if (line.type === 'blank') before = 'blank'
    else if (before !== 'none') before = 'comment'
  }
  return sections
}

const ACCESS_LISTS = new Set(['allowusers', 'allowgroups', 'denyusers', 'denygroups'])

/** What may stand in a block, and hardly ever is meant to. */
const USUALLY_GLOBAL = new Set([
  'clientalivecountmax',
  'clientaliveinterval',
  'hostbasedauthentication',
  'ignorerhosts',
  'loglevel',
  'maxauthtries',
  'permitemptypasswords',
  'permitrootlogin',
])

/** Whether a section may be meant for everybody: the less it is set apart, the more its first keyword must say so. */
function looksGlobal(
  { index, line, hasComment, opensBlock }: Section,
  body: readonly Line[],
  above: ReadonlyMap<string, string>,
): boolean {
  const keyword = keywordOf(line)
  if (ACCESS_LISTS.has(keyword)) return hasComment || !opensBlock
  if (opensBlock) return false
  if (hasComment)
    return body
      .slice(index)
      .filter(isKeywordLine)
      .map(keywordOf)
      .some((each) => above.has(each) || ACCESS_LISTS.has(each))
  return USUALLY_GLOBAL.has(keyword) && above.has(keyword) && above.get(keyword) !== argumentsOf(line)
}

/** The keywords that stand above the first block, where they hold for everybody, with their arguments. */
function setAbove({ root }: Source): ReadonlyMap<string, string> {
  const keywords = new Map<string, string>()
  for (const line of root.children) {
    if (line.type === 'match') break
    if (line.type === 'directive' && !keywords.has(keywordOf(line)))
      keywords.set(keywordOf(line), argumentsOf(line))
  }
  return keywords
}

function keywordOf({ keyword }: KeywordLine): string {
  return keyword.toLowerCase()
}

function argumentsOf({ children }: KeywordLine): string {
  return children.map(({ value }) => value.toLowerCase()).join(' ')
}

function indentation(line: KeywordLine): number {
  return line.raw.before.length
}
