import type { Judgement } from '../report/report.ts'
import { builtin, rulesAboutSuppressions } from '../rules/builtin.ts'
import type { DetailedFinding } from '../rules/finding.ts'
import { lint } from '../rules/lint.ts'
import { type Honoured, honourComments } from '../rules/suppressions/honour.ts'
import { daemonName } from './dialects.ts'
import { ruleWishes } from './rule-wishes.ts'
import type { Configuration, Settings } from './settings.ts'
import type { Tree } from './tree.ts'

/** sshd's own default of 6 tries then stays silent. */
export const USUAL_AGENT_KEYS = 5

/** What was found in a tree, and what its comments made of it. */
export interface TreeJudgement extends Judgement {
  /** False where its connections were too many to examine all. */
  complete: boolean
  /** What the comments did, where they count. */
  comments?: Pick<Honoured, 'uses' | 'idle' | 'broken'>
}

/**
 * Applies the rules to a tree.
 * @param inline whether comments may suppress findings
 */
export async function judge(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline = false,
): Promise<TreeJudgement> {
  const { dialect, config, host, assumedVersion } = tree
  const { rules: builtins, laws } = await builtin(dialect.name)
  const rules = [...builtins, ...configuration.rules].filter(({ id }) => id.startsWith(`${dialect.name}/`))
  const profile = settings.profile ?? 'conflicts'
  const wishes = ruleWishes(tree, rules, configuration, profile)
  const { findings, complete, ...asked } = lint(config, {
    dialect,
    rules,
    laws,
    host,
    parameters: { agentKeys: settings.agentKeys ?? USUAL_AGENT_KEYS, assumedVersion },
    profile,
    severities: wishes.severities,
  })
  const wanted = findings.filter((finding) => isSure(finding, tree)).flatMap(wishes.apply)
  const daemon = daemonName(config)
  const sources = new Map(config.sources.map(({ path, text }) => [tree.shown(path), text]))
  if (!inline)
    return { daemon, sources, rules, complete, findings: wanted.map((finding) => withNames(finding, tree)) }

  const all = [...rules, ...(await rulesAboutSuppressions())]
  const known = all.map(({ id }) => id)
  const { suppressed, uses, idle, broken, ...rest } = honourComments(
    config,
    { findings: wanted, rules: asked.rules },
    known,
  )
  const shown = <Placed extends { file: string }>(placed: Placed): Placed => ({
    ...placed,
    file: tree.shown(placed.file),
  })
  return {
    daemon,
    sources,
    rules: all,
    complete,
    findings: rest.findings.map((finding) => withNames(finding, tree)),
    suppressed: suppressed.map((finding) => withNames(finding, tree)),
    comments: {
      uses: uses.map((use) => ({ ...use, suppression: shown(use.suppression) })),
      idle: idle.map((one) => ({ ...one, suppression: shown(one.suppression) })),
      broken: broken.map(shown),
    },
  }
}

/** What a drop-in by itself leaves to a default, its main file may well say. */
function isSure({ evidence }: DetailedFinding, { partial }: Tree): boolean {
  return !partial || evidence.every(({ origin }) => origin !== 'default')
}

/** The finding with its files named as the user names them. */
function withNames<Found extends DetailedFinding>(finding: Found, { shown }: Tree): Found {
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
