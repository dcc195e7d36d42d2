import type { Config } from '../dialects/dialect.ts'
import type { JudgeAgain } from '../fix/fix.ts'
import type { Judged } from '../fix/prove.ts'
import type { Host } from '../host/host.ts'
import type { Judgement } from '../report/report.ts'
import { builtin, rulesAboutSuppressions } from '../rules/builtin.ts'
import type { DetailedFinding, Fix } from '../rules/finding.ts'
import { type LintResult, lint } from '../rules/lint.ts'
import type { Rule } from '../rules/rule.ts'
import { type Honoured, honourComments } from '../rules/suppressions/honour.ts'
import { daemonName } from './dialects.ts'
import { pageUrl } from './page-url.ts'
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
 * @param publish whether the report holds fixes: each is proven first
 */
export async function judge(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline = false,
  publish = false,
): Promise<TreeJudgement> {
  const { config, host } = tree
  const { rules, judgeAgain, judged, ...judging } = await judgingFor(tree, settings, configuration, inline)
  const found = judging.lint(config, host)
  const { complete } = found
  const fixes = publish ? await fixesOf(judged(config, found), host, judgeAgain) : undefined
  const wanted = found.findings.map((finding) => ({ ...finding, fixes: fixes?.get(finding) ?? [] }))
  const daemon = daemonName(config)
  const sources = new Map(config.sources.map(({ path, text }) => [tree.shown(path), text]))
  const quoted = new Map((configuration.sets ?? []).map(({ source: { path, text } }) => [path, text]))
  if (!inline) {
    const findings = wanted.map((finding) => withNames(finding, tree))
    return { daemon, sources, quoted, rules, complete, findings }
  }

  const all = [...rules, ...(await rulesAboutSuppressions())]
  const known = all.map(({ id }) => id)
  const { suppressed, uses, idle, broken, ...rest } = honourComments(
    config,
    { findings: wanted, rules: found.rules },
    known,
  )
  const shown = <Placed extends { file: string }>(placed: Placed): Placed => ({
    ...placed,
    file: tree.shown(placed.file),
  })
  return {
    daemon,
    sources,
    quoted,
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

/** How the configurations of a tree are judged, again and again while they are fixed. */
export interface Judging {
  rules: readonly Rule[]
  lint(config: Config, host: Host): LintResult
  /** What counts of a result: findings that comments suppress are apart. */
  judged(config: Config, result: LintResult): Judged
  /** Reads the tree again from another host. */
  judgeAgain: JudgeAgain
}

/** Loads what judging a tree takes. */
export async function judgingFor(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline: boolean,
): Promise<Judging> {
  const { dialect, assumedVersion } = tree
  const { rules: builtins, laws } = await builtin(dialect.name)
  const rules = [...builtins, ...configuration.rules].filter(({ id }) => id.startsWith(`${dialect.name}/`))
  const profile = settings.profile ?? 'conflicts'
  const wishes = ruleWishes(tree, rules, configuration, profile)
  const own = new Set(configuration.rules.map(({ id }) => id))
  const lintWith = (config: Config, host: Host): LintResult => {
    const result = lint(config, {
      dialect,
      rules,
      laws,
      host,
      parameters: { agentKeys: settings.agentKeys ?? USUAL_AGENT_KEYS, assumedVersion },
      profile,
      severities: wishes.severities,
      sets: configuration.sets ?? [],
    })
    const findings = result.findings
      .filter((finding) => isSure(finding, tree))
      .flatMap(wishes.apply)
      .map((finding) => (own.has(finding.rule) ? finding : { ...finding, url: pageUrl(finding.rule) }))
    return { ...result, findings }
  }
  const known = rules.map(({ id }) => id)
  const judged = (config: Config, result: LintResult): Judged => ({
    config,
    complete: result.complete,
    ...(inline ? honourComments(config, result, known) : { findings: result.findings }),
  })
  return {
    rules,
    lint: lintWith,
    judged,
    judgeAgain(host) {
      const config = tree.again(host)
      return judged(config, lintWith(config, host))
    },
  }
}

async function fixesOf(
  judged: Judged,
  host: Host,
  judgeAgain: JudgeAgain,
): Promise<Map<DetailedFinding, Fix[]>> {
  const { provenFix, publishedFix } = await import('../fix/fix.ts')
  return new Map(
    judged.findings.map((finding) => {
      const proven = provenFix(finding, judged, host, judgeAgain, true)
      return [finding, proven ? [publishedFix(proven, judged.config)] : []]
    }),
  )
}

/** What a drop-in by itself leaves to a default, its main file may well say. */
function isSure({ evidence }: DetailedFinding, { partial }: Tree): boolean {
  return !partial || evidence.every(({ origin }) => origin !== 'default')
}

/** The finding with its files named as the user names them. */
function withNames<Found extends DetailedFinding>(finding: Found, tree: Tree): Found {
  // Only files of the daemon's host have absolute names: those of the project are named as the user does.
  const shown = (path: string) => (path.startsWith('/') ? tree.shown(path) : path)
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
