import type { Judgement } from '../report/report.ts'
import { builtin } from '../rules/builtin.ts'
import type { DetailedFinding } from '../rules/finding.ts'
import { lint } from '../rules/lint.ts'
import { daemonName } from './dialects.ts'
import type { Configuration, Settings } from './settings.ts'
import type { Tree } from './tree.ts'

/** sshd's own default of 6 tries then stays silent. */
const USUAL_AGENT_KEYS = 5

/** Applies the rules to a tree. `complete` is false where its connections were too many to examine all. */
export async function judge(
  tree: Tree,
  settings: Settings,
  { severities, rules: own }: Configuration,
): Promise<Judgement & { complete: boolean }> {
  const { dialect, config, host, assumedVersion } = tree
  const { rules, laws } = await builtin(dialect.name)
  const all = [...rules, ...own]
  const { findings, complete } = lint(config, {
    dialect,
    rules: all,
    laws,
    host,
    parameters: { agentKeys: settings.agentKeys ?? USUAL_AGENT_KEYS, assumedVersion },
    profile: settings.profile ?? 'conflicts',
    severities,
  })
  return {
    daemon: daemonName(config),
    findings: findings.filter((finding) => isSure(finding, tree)).map((finding) => withNames(finding, tree)),
    sources: new Map(config.sources.map(({ path, text }) => [tree.shown(path), text])),
    rules: all.filter(({ id }) => id.startsWith(`${dialect.name}/`)),
    complete,
  }
}

/** What a drop-in by itself leaves to a default, its main file may well say. */
function isSure({ evidence }: DetailedFinding, { partial }: Tree): boolean {
  return !partial || evidence.every(({ origin }) => origin !== 'default')
}

/** The finding with its files named as the user names them. */
function withNames(finding: DetailedFinding, { shown }: Tree): DetailedFinding {
  const [first, ...rest] = finding.evidence
  const named = <Piece extends { file?: string }>(piece: Piece): Piece =>
    piece.file === undefined ? piece : { ...piece, file: shown(piece.file) }
  return {
    ...finding,
    file: shown(finding.file),
    evidence: [named(first), ...rest.map(named)],
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(named) })),
  }
}
