import { RELEASES, targetFor } from '../../dialects/sshd/releases.ts'
import type { DetailedFinding, Versions } from '../../rules/finding.ts'
import type { Configuration, Settings } from '../configuration/settings.ts'
import type { Tree } from '../reading/tree.ts'
import { identity } from './finding-identity.ts'
import { judge } from './judge.ts'

/** A configuration of more lines and blocks is judged for the versions that were asked, and not for those between them. */
const MOST_TO_SEARCH = 1000

/** Finds out since, or before, which release a tree has a finding. */
export class TurningReleases {
  readonly #tree: Tree
  readonly #settings: Settings
  readonly #configuration: Configuration
  readonly #found = new Map<string, Promise<ReadonlySet<string>>>()

  constructor(tree: Tree, settings: Settings, configuration: Configuration) {
    this.#tree = tree
    this.#settings = settings
    this.#configuration = configuration
  }

  /**
   * In which of the versions of the tree a finding holds, and since or before which release.
   * @param key its identity
   * @param holds the versions that have it
   */
  async versionsOf(key: string, holds: readonly string[], finding: DetailedFinding): Promise<Versions> {
    const { versions, dialect, config } = this.#tree
    const holdsNot = versions.filter((version) => !holds.includes(version))
    const told: Versions = { ...finding.versions, holds, holdsNot }
    if (dialect.name !== 'sshd' || config.settings.length + config.guards.length > MOST_TO_SEARCH) return told
    const turns: { to: boolean; release: string | undefined }[] = []
    for (const [index, version] of versions.slice(1).entries()) {
      const before = versions[index] ?? ''
      const to = holds.includes(version)
      if (holds.includes(before) !== to)
        turns.push({ to, release: await this.#turn(key, before, version, to) })
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
  async #turn(key: string, before: string, after: string, to: boolean): Promise<string | undefined> {
    const [from, until] = [targetFor(before).release, targetFor(after).release]
    const between = RELEASES.filter((version) => {
      const { release } = targetFor(version)
      return release >= from && release <= until
    })
    const isThere = async (position: number) => (await this.#foundBy(between[position] ?? '')).has(key)
    let [low, high] = [0, between.length - 1]
    if ((await isThere(low)) === to || (await isThere(high)) !== to) return undefined
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if ((await isThere(middle)) === to) high = middle
      else low = middle
    }
    return between[high]
  }

  /** What an unpatched release finds. */
  #foundBy(release: string): Promise<ReadonlySet<string>> {
    const known = this.#found.get(release) ?? this.#identities(release)
    this.#found.set(release, known)
    return known
  }

  async #identities(release: string): Promise<ReadonlySet<string>> {
    const tree = this.#tree.forVersion(release)
    const { findings } = await judge(tree, this.#settings, this.#configuration)
    return new Set(findings.map((finding) => identity(finding, tree)))
  }
}
