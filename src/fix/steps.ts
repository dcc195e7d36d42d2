import type { Config, Guard, Place, Setting } from '../dialects/dialect.ts'
import { isPureFtpd } from '../dialects/pure-ftpd/config.ts'
import type { DetailedFinding, Remedy } from '../rules/finding.ts'
import type { Line } from '../syntax/nodes.ts'
import { argumentsReplaced } from './arguments.ts'
import { chosenLines } from './choose.ts'
import type { Edit } from './edits.ts'
import {
  insertBeforeBlocks,
  insertInBlock,
  moveBeforeBlocks,
  removeBlock,
  removeLine,
  replaceArguments,
  replaceKeyword,
} from './lines.ts'

/** A part of a plan. Without edits it cannot be carried out, and neither can the rest. */
export interface Step {
  edits: readonly Edit[]
  /** The only keywords whose values may change. */
  keywords: readonly string[]
  /** The only blocks whose connections may see a change. */
  blocks: Blocks
}

export type Blocks = readonly Guard[] | 'everybody'

/** Lines are taken away. */
export function linesRemoved(lines: readonly (Place | Setting)[]): Step {
  return linesChanged(lines, removeLine)
}

function linesChanged(lines: readonly (Place | Setting)[], edit: (line: Place) => readonly Edit[]): Step {
  const changes = lines.map(edit)
  return {
    edits: changes.some((change) => change.length === 0) ? [] : changes.flat(),
    keywords: keywordsOf(lines),
    blocks: blocksOf(lines),
  }
}

/** Where lines before the first block set the same, those that are moved there would lose, or would be mixed with them. */
export function linesMoved(lines: readonly (Place | Setting)[], config: Config): Step {
  const keywords = keywordsOf(lines)
  const everybody = config.effective(() => false)
  const isTaken = keywords.some((keyword) => everybody.get(keyword).origins.length > 0)
  return { edits: isTaken ? [] : moveBeforeBlocks(lines), keywords, blocks: 'everybody' }
}

/** Only the lines that hold the text are changed. pure-ftpd has no quotes to keep. */
export function textReplaced(
  { in: choice, from, to }: NonNullable<Remedy['replace']>,
  finding: DetailedFinding,
  config: Config,
): Step {
  const edit = (line: Place) =>
    replaceArguments(line, (text) => {
      if (config.dialect !== 'sshd') return text.replaceAll(from, to)
      return 'children' in line.node ? (argumentsReplaced(line.node, from, to, config.version) ?? text) : text
    })
  const lines = chosenLines(choice, finding, config).filter((line) => edit(line).length > 0)
  return linesChanged(lines, edit)
}

export function blockRemoved(finding: DetailedFinding, config: Config): Step {
  const [match] = chosenLines('the line', finding, config)
  const own = config.settings.filter(({ guard }) => guard?.lines.at(-1)?.node === match?.node)
  return { edits: match ? removeBlock(match) : [], keywords: keywordsOf(own), blocks: blocksOf(own) }
}

/** The keyword of a line becomes the one that was meant. */
export function keywordCorrected(finding: DetailedFinding, config: Config): Step {
  const lines = chosenLines('the line', finding, config)
  const { meant = '' } = finding
  const [keyword = ''] = meant.split(' ')
  const edits = meant === '' ? [] : lines.flatMap((line) => replaceKeyword(line, meant))
  const blocks = lines.flatMap((line) => blocksAround(line, config))
  return { edits, keywords: [keyword], blocks: blocks.length > 0 ? blocks : 'everybody' }
}

/** The blocks that a line stands in: several, where its file is included several times. */
function blocksAround({ source, node }: Place, { guards }: Config): readonly Guard[] {
  const isHere = (line: Line) => line === node
  const { children } = source.root
  const match = children.slice(0, children.findIndex(isHere)).findLast(({ type }) => type === 'match')
  return match ? guards.filter(({ lines }) => lines.at(-1)?.node === match) : []
}

/** A line that the daemon refuses is no setting, and has its keyword as it was written. */
function keywordsOf(lines: readonly (Place | Setting)[]): string[] {
  return lines.flatMap((line) => {
    if ('keyword' in line) return [line.keyword]
    return 'keyword' in line.node ? [line.node.keyword] : []
  })
}

/** A line that is no setting holds for nobody. */
function blocksOf(lines: readonly (Place | Setting)[]): Blocks {
  const guards = lines.flatMap((line) => ('keyword' in line ? [line.guard] : []))
  const blocks = guards.filter((guard) => guard !== undefined)
  return blocks.length < guards.length ? 'everybody' : blocks
}

/** Whom and what a value is set for. */
interface Setup {
  guard: Guard | undefined
  finding: DetailedFinding
  config: Config
}

/**
 * Changes the one line that gives the value, if it stands in the block itself, or is global as the finding is; else
 * sets the value where it counts. Nothing is to be done where a line says so already.
 */
export function valueSet(keyword: string, value: string, { guard, finding, config }: Setup): Step[] {
  const holds = (one: Guard) => finding.connectionClass?.holds.has(one) ?? false
  const [origin, ...more] = config.effective(guard ? holds : () => false).get(keyword).origins
  const isSingle = more.length === 0
  if (isSingle && origin?.text === value) return []
  const step = (edits: readonly Edit[]): Step[] => [
    {
      edits,
      keywords: [keyword, ...(origin ? [origin.keyword] : [])],
      blocks: guard ? [guard] : 'everybody',
    },
  ]
  if (!isSingle) return step([])
  if (origin && origin.guard === guard) return step(replaceArguments(origin, () => value))
  if (origin && !guard) return step([])
  const line = `${keyword} ${value}`
  const match = guard?.lines.at(-1)
  if (match) return step(insertInBlock(match, line))
  const [main] = config.sources
  // Debian's wrapper has a file for each directive, and no lines to add.
  const hasFiles = isPureFtpd(config) && config.reader === 'debian'
  return step(main && !hasFiles ? insertBeforeBlocks(main, line) : [])
}
