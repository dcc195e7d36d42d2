import type { Config, Guard, Place, Setting } from '../dialects/dialect.ts'
import type { DetailedFinding, Remedy } from '../rules/finding.ts'
import type { Edit } from './edits.ts'
import { insertGlobally, insertInBlock, removeLine, replaceArguments } from './lines.ts'

/** A remedy worked out for one finding, not yet proven. */
export interface Plan {
  title: string
  safe: boolean
  edits: readonly Edit[]
  /** The only keywords whose values may change. */
  keywords: ReadonlySet<string>
  /** The only block whose connections may see a change; `undefined`: everybody may. */
  guard: Guard | undefined
}

/**
 * How a remedy would be carried out: a value is changed where the line that gives it stands, or set where
 * it takes effect; lines without use are taken away. Undefined where the remedy is left to people.
 */
export function planFix(remedy: Remedy, finding: DetailedFinding, config: Config): Plan | undefined {
  if (!remedy.fix) return undefined
  const guard = blockOf(finding, config)
  const removed = linesToRemove(remedy, finding, config)
  const set = Object.entries(remedy.set ?? {})
  const changes = set.map(([keyword, value]) =>
    changeValue(keyword, [value].flat().map(String).join(' '), guard, finding, config),
  )
  const edits = [...removed.map(removeLine), ...changes.flat()]
  if (edits.length === 0 || changes.some((change) => change.length === 0)) return undefined
  const keywords = new Set([
    ...set.map(([keyword]) => keyword),
    ...removed.flatMap((place) => ('keyword' in place ? [place.keyword] : [])),
  ])
  return { title: remedy.title, safe: remedy.fix === 'safe', edits, keywords, guard }
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

type Removable = Place | Setting

function linesToRemove({ remove }: Remedy, finding: DetailedFinding, config: Config): Removable[] {
  if (remove === undefined) return []
  const at = (file: string | undefined, line: number | undefined) => {
    const setting = config.settings.find(
      ({ source, node }) => source.path === file && node.position?.start.line === line,
    )
    const source = config.sources.find(({ path }) => path === file)
    const node = source?.root.children.find(({ position }) => position?.start.line === line)
    return setting ?? (source && node ? { source, node } : undefined)
  }
  const wanted =
    remove === 'the line'
      ? [at(finding.file, finding.range.start.line)]
      : finding.evidence
          .filter(({ keyword, origin }) => origin === 'line' && remove.includes(keyword))
          .map(({ file, line }) => at(file, line))
  return [...new Set(wanted.filter((place) => place !== undefined))]
}

/** Changes the one line that gives the value, if it stands in the block itself or is global like the finding; else sets the value where it counts. */
function changeValue(
  keyword: string,
  value: string,
  guard: Guard | undefined,
  { connectionClass }: DetailedFinding,
  config: Config,
): Edit[] {
  const holds = (one: Guard) => connectionClass?.holds.has(one) ?? false
  const { origins } = config.effective(holds).get(keyword)
  const [origin, ...more] = origins
  if (more.length > 0) return []
  if (origin && origin.guard === guard) return replaceArguments(origin, value)
  if (origin?.guard && !guard) return []
  return guard
    ? insertInBlock(guard, `${keyword} ${value}`)
    : origin
      ? replaceArguments(origin, value)
      : insertGlobally(config, `${keyword} ${value}`)
}
