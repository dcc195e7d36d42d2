import type { Config } from '../dialects/dialect.ts'
import type { JudgeAgain } from '../fix/fix.ts'
import type { Judged } from '../fix/prove.ts'
import type { Host } from '../host/host.ts'
import type { Judgement } from '../report/report.ts'
import { defaultAgentKeys } from '../rules/agent-keys.ts'
import type { DetailedFinding, Fix } from '../rules/finding.ts'
import { type LintResult, lint } from '../rules/lint.ts'
import type { Rule } from '../rules/rule.ts'
import { type Honoured, honourComments } from '../rules/suppressions/honour.ts'
import { daemonName } from './daemon-name.ts'
import { pageUrl } from './page-url.ts'
import { ruleWishes } from './rule-wishes.ts'
import type { Tree } from './tree.ts'
import type { KnownRules, Wanted } from './wanted.ts'

/** What was found in a tree, and what its comments made of it. */
export interface TreeJudgement extends Judgement {
  /** False where its connections were too many to examine all. */
  complete: boolean
  /** Findings of which nobody knows whether they have a fix: to find out would have taken too long. */
  withoutProof: number
  /** What the comments did, where they count. */
  comments?: Pick<Honoured, 'uses' | 'idle' | 'broken'>
}

/** Finds the proven fixes of findings, or of some of them: `provenFixes`, which not everybody needs. */
export type FindFixes = (
  judged: Judged,
  host: Host,
  judgeAgain: JudgeAgain,
) => ReadonlyMap<DetailedFinding, readonly Fix[]>

/**
 * Applies the rules to a tree. Pure: the same tree gives the same findings in the same order.
 * @param findFixes where the report holds fixes: each is proven first
 */
export function judge(tree: Tree, known: KnownRules, wanted: Wanted, findFixes?: FindFixes): TreeJudgement {
  const { config, host } = tree
  const { rules, judgeAgain, judged, ...judging } = judgingFor(tree, known, wanted)
  const found = judging.lint(config, host)
  const { complete } = found
  const before = judged(config, found)
  const fixes = findFixes?.(before, host, judgeAgain)
  const withoutProof = fixes ? before.findings.length - fixes.size : 0
  const withFixes = found.findings.map((finding) => ({ ...finding, fixes: fixes?.get(finding) ?? [] }))
  const daemon = daemonName(config)
  const sources = new Map(config.sources.map(({ path, text }) => [tree.shown(path), text]))
  const quoted = new Map((wanted.sets ?? []).map(({ source: { path, text } }) => [path, text]))
  if (!wanted.comments) {
    const findings = withFixes.map((finding) => withNames(finding, tree))
    return { daemon, sources, quoted, rules, complete, withoutProof, findings }
  }

  const all = [...rules, ...known.aboutComments]
  const { suppressed, uses, idle, broken, ...rest } = honourComments(
    config,
    { findings: withFixes, rules: found.rules },
    all.map(({ id }) => id),
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
    withoutProof,
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

/** What judging a tree takes. */
export function judgingFor(tree: Tree, { rules: builtins, laws }: KnownRules, wanted: Wanted): Judging {
  const { dialect, assumedVersion } = tree
  const rules = [...builtins, ...wanted.rules].filter(({ id }) => id.startsWith(`${dialect.name}/`))
  const profile = wanted.profile ?? 'conflicts'
  const wishes = ruleWishes(tree, rules, wanted, profile)
  const own = new Set(wanted.rules.map(({ id }) => id))
  const lintWith = (config: Config, host: Host): LintResult => {
    const result = lint(config, {
      dialect,
      rules,
      laws,
      host,
      parameters: { agentKeys: wanted.agentKeys ?? defaultAgentKeys, assumedVersion },
      profile,
      severities: wishes.severities,
      sets: wanted.sets ?? [],
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
    ...(wanted.comments ? honourComments(config, result, known) : { findings: result.findings }),
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

/** What a drop-in by itself leaves to a default, its main file may well say. */
function isSure({ evidence }: DetailedFinding, { partial }: Tree): boolean {
  return !partial || evidence.every(({ origin }) => origin !== 'default')
}

/** Messages name files as the daemon does. */
function withShownPaths({ message, file, evidence }: DetailedFinding, { config, shown }: Tree): string {
  const cited = [file, ...evidence.map((piece) => piece.file ?? '')].filter((path) => path.startsWith('/'))
  const paths = new Set([...config.sources.map(({ path }) => path), ...cited])
  return [...paths].reduce((text, path) => {
    const at = text.indexOf(path)
    // A pattern, or another file, may begin with the same name.
    const isWhole =
      at !== -1 && /^(\W?$|\W?[^\w/.*-])/.test(text.slice(at + path.length, at + path.length + 2))
    return isWhole ? text.replaceAll(path, () => shown(path)) : text
  }, message)
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
    ...(tree.hostName !== undefined && { host: tree.hostName }),
    // What is found on many hosts reads the same for all of them.
    ...(tree.hostName === undefined && { message: withShownPaths(finding, tree) }),
    file: shown(finding.file),
    evidence: [named(first), ...rest.map(named)],
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(named) })),
  }
}
