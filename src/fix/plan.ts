import type { Config, Guard, Place, Setting } from '../dialects/dialect.ts'
import { isPureFtpd } from '../dialects/pure-ftpd/config.ts'
import type { DetailedFinding, Remedy } from '../rules/finding.ts'
import { chosenLines } from './choose.ts'
import type { Edit } from './edits.ts'
import {
  insertBeforeBlocks,
  insertInBlock,
  moveBeforeBlocks,
  removeBlock,
  removeLine,
  replaceArguments,
} from './lines.ts'

/** A remedy worked out for one finding, not yet proven. */
export interface Plan {
  title: string
  safe: boolean
  edits: readonly Edit[]
  /** The only keywords whose values may change. */
  keywords: ReadonlySet<string>
  /** The only blocks whose connections may see a change. */
  blocks: readonly Guard[] | 'everybody'
}

/** A part of a plan. Without edits it cannot be carried out, and neither can the rest. */
interface Step {
  edits: readonly Edit[]
  keywords: readonly string[]
  blocks: Plan['blocks']
}

/**
 * How a remedy would be carried out: a value is changed where the line that gives it stands, or set where
 * it takes effect; lines without use are taken away. Undefined where the remedy is left to people.
 */
export function planFix(remedy: Remedy, finding: DetailedFinding, config: Config): Plan | undefined {
  if (!remedy.fix) return undefined
  const { remove, move, replace, set } = remedy
  const guard = remedy.for === 'everybody' ? undefined : blockOf(finding, config)
  const steps = [
    ...(remove === 'the block' ? [blockRemoved(finding, config)] : []),
    ...(remove && remove !== 'the block'
      ? [linesChanged(chosenLines(remove, finding, config), (line) => removeLine(line))]
      : []),
    ...(move ? [linesMoved(chosenLines(move, finding, config), config)] : []),
    ...(replace ? [textReplaced(replace, finding, config)] : []),
    ...Object.entries(set ?? {}).flatMap(([keyword, value]) =>
      valueSet(keyword, [value].flat().join(' '), { guard, finding, config }),
    ),
  ]
  if (steps.length === 0 || steps.some(({ edits }) => edits.length === 0)) return undefined
  return {
    title: remedy.title,
    safe: remedy.fix === 'safe',
    edits: steps.flatMap(({ edits }) => edits),
    keywords: new Set(steps.flatMap(({ keywords }) => keywords)),
    blocks: steps.map(({ blocks }) => blocks).reduce(together),
  }
}

function together(some: Plan['blocks'], others: Plan['blocks']): Plan['blocks'] {
  return some === 'everybody' || others === 'everybody' ? 'everybody' : [...some, ...others]
}

/** The block that a finding is about: the one whose line it names first, or the first one that holds. */
function blockOf({ connectionClass, file, range }: DetailedFinding, config: Config): Guard | undefined {
  if (!connectionClass) return undefined
  const named = config.settings.find(
    ({ guard, source, node }) =>
      guard &&
      connectionClass.holds.has(guard) &&
      source.path === file &&
      node.position?.start.line === range.start.line,
  )
  return named?.guard ?? config.guards.find((guard) => connectionClass.holds.has(guard))
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
function linesMoved(lines: readonly (Place | Setting)[], config: Config): Step {
  const keywords = keywordsOf(lines)
  const everybody = config.effective(() => false)
  const isTaken = keywords.some((keyword) => everybody.get(keyword).origins.length > 0)
  return { edits: isTaken ? [] : moveBeforeBlocks(lines), keywords, blocks: 'everybody' }
}

/** Only the lines that hold the text are changed. */
function textReplaced(
  { in: choice, from, to }: NonNullable<Remedy['replace']>,
  finding: DetailedFinding,
  config: Config,
): Step {
  const edit = (line: Place) => replaceArguments(line, (text) => text.replaceAll(from, to))
  const lines = chosenLines(choice, finding, config).filter((line) => edit(line).length > 0)
  return linesChanged(lines, edit)
}

function blockRemoved(finding: DetailedFinding, config: Config): Step {
  const [match] = chosenLines('the line', finding, config)
  const own = config.settings.filter(({ guard }) => guard?.lines.at(-1)?.node === match?.node)
  return { edits: match ? removeBlock(match) : [], keywords: keywordsOf(own), blocks: blocksOf(own) }
}

/** A line that the daemon refuses is no setting, and has its keyword as it was written. */
function keywordsOf(lines: readonly (Place | Setting)[]): string[] {
  return lines.flatMap((line) => {
    if ('keyword' in line) return [line.keyword]
    return 'keyword' in line.node ? [line.node.keyword] : []
  })
}

/** A line that is no setting holds for nobody. */
function blocksOf(lines: readonly (Place | Setting)[]): Plan['blocks'] {
  const guards = lines.flatMap((line) => ('keyword' in line ? [line.guard] : []))
  const blocks = guards.filter((guard) => guard !== undefined)
  return blocks.length < guards.length ? 'everybody' : blocks
}

interface Setup {
  guard: Guard | undefined
  finding: DetailedFinding
  config: Config
}

/**
 * Changes the one line that gives the value, if it stands in the block itself, or is global as the finding is; else
 * sets the value where it counts. Nothing is to be done where a line says so already.
 */
function valueSet(keyword: string, value: string, { guard, finding, config }: Setup): Step[] {
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
