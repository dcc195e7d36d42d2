import { RELEASES, targetFor } from '../dialects/sshd/releases.ts'
import { DAEMON } from '../judgement/daemon-name.ts'
import type { TreeJudgement } from '../judgement/judge.ts'
import type { DetailedFinding, Versions } from '../rules/finding.ts'
import { judge } from './judge.ts'
import type { Configuration, Settings } from './settings.ts'
import type { Tree } from './tree.ts'

/** A configuration of more lines and blocks is judged for the versions that were asked, and not for those between them. */
const MOST_TO_SEARCH = 1000

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
  const judged: { version: string; judgement: TreeJudgement }[] = []
  for (const version of tree.versions) {
    const read = version === tree.versions.at(-1) ? tree : tree.forVersion(version)
    judged.push({ version, judgement: await judge(read, settings, configuration, inline, publish) })
  }
  if (judged.length <= 1) return judged.map(({ judgement }) => judgement)

  const same = new Map<string, { version: string; finding: DetailedFinding }[]>()
  for (const { version, judgement } of judged) {
    for (const finding of [...judgement.findings, ...(judgement.suppressed ?? [])]) {
      const key = identity(finding, version, tree)
      const known = same.get(key) ?? []
      if (known.at(-1)?.version !== version) same.set(key, [...known, { version, finding }])
    }
  }
  const releases = new Map<string, Promise<Set<string>>>()
  /** What an unpatched release finds. */
  const foundBy = (release: string): Promise<Set<string>> => {
    const known =
      releases.get(release) ?? identities(tree.forVersion(release), release, settings, configuration)
    releases.set(release, known)
    return known
  }
  const merged = new Map<string, DetailedFinding>()
  for (const [key, found] of same) {
    const newest = found.at(-1)?.finding
    if (!newest) continue
    const holds = found.map(({ version }) => version)
    const isFixedAlike = found.every(
      ({ finding }) => JSON.stringify(finding.fixes) === JSON.stringify(newest.fixes),
    )
    const everywhere = holds.length === tree.versions.length
    merged.set(key, {
      ...newest,
      daemon: `${DAEMON[tree.dialect.name]} ${listed(holds)}`,
      // What is right for one version may change another.
      fixes: everywhere && isFixedAlike ? newest.fixes : [],
      ...(!everywhere && { versions: await versionsOf(key, holds, newest, tree, foundBy) }),
    })
  }
  const alike = <Found extends DetailedFinding>(finding: Found, version: string): Found => ({
    ...finding,
    ...merged.get(identity(finding, version, tree)),
  })
  return judged.map(({ version, judgement }) => ({
    ...judgement,
    daemon: `${DAEMON[tree.dialect.name]} ${version}`,
    findings: judgement.findings.map((finding) => alike(finding, version)),
    ...(judgement.suppressed && {
      suppressed: judgement.suppressed.map((finding) => alike(finding, version)),
    }),
  }))
}

/** `7.4, 9.8 and 10.6` */
function listed(versions: readonly string[]): string {
  const [last = '', ...others] = [...versions].reverse()
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
}

/** Rules that say that the daemon refuses a line: with which words it does is another matter. */
const REFUSALS = new Set(['sshd/invalid-match', 'sshd/invalid-value', 'sshd/syntax', 'sshd/unknown-keyword'])

/** What makes a finding the same for another version: everything but the words of that version. */
function identity(finding: DetailedFinding, version: string, tree: Tree): string {
  const { rule, severity, confidence, message, file, range, evidence, scope } = finding
  const number = tree.dialect.name === 'sshd' ? targetFor(version).version : version
  const own = new RegExp(`(?<![\\d.])${number.replaceAll('.', '\\.')}(?![\\d.])`, 'g')
  return JSON.stringify([
    rule,
    severity,
    confidence,
    ...(REFUSALS.has(rule) ? [] : [message.replace(own, '')]),
    file,
    range,
    evidence.map(({ keyword, value, file, line, origin }) => [keyword, value, file, line, origin]),
    scope?.match,
  ])
}

async function identities(
  tree: Tree,
  release: string,
  settings: Settings,
  configuration: Configuration,
): Promise<Set<string>> {
  const { findings } = await judge(tree, settings, configuration)
  return new Set(findings.map((finding) => identity(finding, release, tree)))
}

/** In which of the versions a finding holds, and since or before which release. */
async function versionsOf(
  key: string,
  holds: readonly string[],
  finding: DetailedFinding,
  tree: Tree,
  foundBy: (release: string) => Promise<Set<string>>,
): Promise<Versions> {
  const { versions, dialect, config } = tree
  const holdsNot = versions.filter((version) => !holds.includes(version))
  const told: Versions = { ...finding.versions, holds, holdsNot }
  if (dialect.name !== 'sshd' || config.settings.length + config.guards.length > MOST_TO_SEARCH) return told
  const turns: { to: boolean; release: string | undefined }[] = []
  for (const [index, version] of versions.slice(1).entries()) {
    const before = versions[index] ?? ''
    const to = holds.includes(version)
    if (holds.includes(before) !== to)
      turns.push({ to, release: await turn(key, before, version, to, foundBy) })
  }
  const [first, second] = turns
  const since = first?.to ? first : second
  const until = first?.to ? second : first
  // Where it comes again, or goes again, the list of versions says more.
  const isOneSpan = turns.length === 1 || (turns.length === 2 && first?.to === true)
  return {
    holds,
    holdsNot,
    ...(isOneSpan && since?.release !== undefined && { since: since.release }),
    ...(isOneSpan && until?.release !== undefined && { before: until.release }),
  }
}

/** The first release after `before`, up to `after`, where a finding is there, or is not; unknown where patches of a vendor decide. */
async function turn(
  key: string,
  before: string,
  after: string,
  to: boolean,
  foundBy: (release: string) => Promise<Set<string>>,
): Promise<string | undefined> {
  const [from, until] = [targetFor(before).release, targetFor(after).release]
  const between = RELEASES.filter((version) => {
    const { release } = targetFor(version)
    return release >= from && release <= until
  })
  const isThere = async (position: number) => (await foundBy(between[position] ?? '')).has(key)
  let [low, high] = [0, between.length - 1]
  if ((await isThere(low)) === to || (await isThere(high)) !== to) return undefined
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if ((await isThere(middle)) === to) high = middle
    else low = middle
  }
  return between[high]
}
