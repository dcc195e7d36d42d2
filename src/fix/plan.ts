import type { Config, Guard } from '../dialects/dialect.ts'
import type { DetailedFinding, Remedy } from '../rules/finding.ts'
import { chosenLines } from './choose.ts'
import type { Edit } from './edits.ts'
import {
  type Blocks,
  blockRemoved,
  keywordCorrected,
  linesMoved,
  linesRemoved,
  textReplaced,
  valueSet,
} from './steps.ts'

/** A remedy worked out for one finding, not yet proven. */
export interface Plan {
  title: string
  safe: boolean
  edits: readonly Edit[]
  /** The only keywords whose values may change. */
  keywords: ReadonlySet<string>
  /** The only blocks whose connections may see a change. */
  blocks: Blocks
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
    ...(remove && remove !== 'the block' ? [linesRemoved(chosenLines(remove, finding, config))] : []),
    ...(move ? [linesMoved(chosenLines(move, finding, config), config)] : []),
    ...(remedy.respell ? [keywordCorrected(finding, config)] : []),
    ...(replace ? [textReplaced(replace, finding, config)] : []),
    ...Object.entries(set ?? {}).flatMap(([keyword, value]) =>
      valueSet(keyword, [value].flat().join(' '), { guard, finding, config }),
    ),
  ]
  if (steps.length === 0 || steps.some(({ edits }) => edits.length === 0)) return undefined
  const edits = steps.flatMap((step) => step.edits)
  if (overlap(edits)) return undefined
  return {
    title: remedy.title,
    safe: remedy.fix === 'safe',
    edits,
    keywords: new Set(steps.flatMap(({ keywords }) => keywords)),
    blocks: steps.map(({ blocks }) => blocks).reduce(together),
  }
}

function overlap(edits: readonly Edit[]): boolean {
  return edits.some((one, index) =>
    edits
      .slice(index + 1)
      .some((other) => one.path === other.path && one.start < other.end && other.start < one.end),
  )
}

function together(some: Blocks, others: Blocks): Blocks {
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
