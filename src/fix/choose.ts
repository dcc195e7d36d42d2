import type { Config, Place, Setting } from '../dialects/dialect.ts'
import type { DetailedFinding, LineChoice } from '../rules/finding.ts'

/** The lines of a finding that a remedy speaks of, as settings where the daemon understands them. */
export function chosenLines(
  choice: LineChoice,
  { evidence, file, range }: DetailedFinding,
  config: Config,
): readonly (Place | Setting)[] {
  if (choice === 'the line') return lineAt(config, file, range.start.line)
  const lines = evidence
    .filter(
      ({ origin, keyword }) => origin === 'line' && (choice === 'all lines' || choice.includes(keyword)),
    )
    .flatMap((piece) => lineAt(config, piece.file, piece.line))
  return [...new Set(lines)].filter(({ node }) => !('type' in node && node.type === 'match'))
}

function lineAt(config: Config, file: string | undefined, line: number | undefined): (Place | Setting)[] {
  const isHere = ({ node }: Pick<Place, 'node'>) => node.position?.start.line === line
  const setting = config.settings.find((one) => one.source.path === file && isHere(one))
  if (setting) return [setting]
  const source = config.sources.find(({ path }) => path === file)
  const node = source?.root.children.find((one) => isHere({ node: one }))
  return source && node ? [{ source, node }] : []
}
