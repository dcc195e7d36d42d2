import { DAEMON } from '../../judgement/daemon-name.ts'
import type { TreeJudgement } from '../../judgement/judge.ts'
import type { DetailedFinding } from '../../rules/finding.ts'
import type { Configuration, Settings } from '../configuration/settings.ts'
import type { Tree } from '../reading/tree.ts'
import { identity } from './finding-identity.ts'
import { judge } from './judge.ts'
import { TurningReleases } from './turning-release.ts'

/**
 * Applies the rules to a tree for each of its versions. A finding that several of them have is the same in all of their
 * judgements; one that not all of them have tells which do, and since or before which release that is so.
 * Gives one judgement for each version, oldest first.
 */
export async function judgeVersions(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline = false,
  publish = false,
): Promise<TreeJudgement[]> {
  const judged: Judged[] = []
  for (const version of tree.versions) {
    const read = version === tree.versions.at(-1) ? tree : tree.forVersion(version)
    judged.push({ version, judgement: await judge(read, settings, configuration, inline, publish) })
  }
  if (judged.length <= 1) return judged.map(({ judgement }) => judgement)

  const turning = new TurningReleases(tree, settings, configuration)
  const merged = new Map<string, DetailedFinding>()
  for (const [key, found] of byIdentity(judged, tree)) {
    const newest = found.at(-1)?.finding
    if (newest) merged.set(key, await merge(key, found, newest, tree, turning))
  }
  const alike = <Found extends DetailedFinding>(finding: Found): Found => ({
    ...finding,
    ...merged.get(identity(finding, tree)),
  })
  return judged.map(({ version, judgement }) => ({
    ...judgement,
    daemon: `${DAEMON[tree.dialect.name]} ${version}`,
    findings: judgement.findings.map(alike),
    ...(judgement.suppressed && {
      suppressed: judgement.suppressed.map(alike),
    }),
  }))
}

interface Judged {
  version: string
  judgement: TreeJudgement
}

/** A finding as a version has it. */
interface OfVersion {
  version: string
  finding: DetailedFinding
}

/** The same findings of several versions together, oldest first. */
function byIdentity(judged: readonly Judged[], tree: Tree): ReadonlyMap<string, readonly OfVersion[]> {
  const same = new Map<string, OfVersion[]>()
  for (const { version, judgement } of judged) {
    for (const finding of [...judgement.findings, ...(judgement.suppressed ?? [])]) {
      const key = identity(finding, tree)
      const known = same.get(key) ?? []
      if (known.at(-1)?.version !== version) same.set(key, [...known, { version, finding }])
    }
  }
  return same
}

/** One finding for all versions that have it. */
async function merge(
  key: string,
  found: readonly OfVersion[],
  newest: DetailedFinding,
  tree: Tree,
  turning: TurningReleases,
): Promise<DetailedFinding> {
  const holds = found.map(({ version }) => version)
  const everywhere = holds.length === tree.versions.length
  const fixes = JSON.stringify(newest.fixes)
  const isFixedAlike = found.every(({ finding }) => JSON.stringify(finding.fixes) === fixes)
  return {
    ...newest,
    daemon: `${DAEMON[tree.dialect.name]} ${listed(holds)}`,
    // What is right for one version may change another.
    fixes: everywhere && isFixedAlike ? newest.fixes : [],
    ...(!everywhere && { versions: await turning.versionsOf(key, holds, newest) }),
  }
}

/** `7.4, 9.8 and 10.6` */
function listed(versions: readonly string[]): string {
  const [last = '', ...others] = [...versions].reverse()
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
}
