import {
  NEWEST_OPENSSH,
  parseRelease,
  type Release,
  release as releaseOf,
} from '../../syntax/openssh-release.ts'
import { BUILDS, type BuildProfile, PERMISSIVE_BUILD } from './build-profile.ts'
import { distributionNamed } from './distributions.ts'

/** What is judged for: the behaviour of a release, built in a certain way. */
export interface Target {
  /** As the user said it, such as `9.2` or `debian-12`. */
  name: string
  /** The version without distribution: `9.2`. */
  version: string
  release: Release
  build: BuildProfile
}

/** All releases whose behaviour is known, oldest first. */
export const RELEASES: readonly string[] = [
  ...['7.4', '7.5', '7.6', '7.7', '7.8', '7.9'],
  ...['8.0', '8.1', '8.2', '8.3', '8.4', '8.5', '8.6', '8.7', '8.8', '8.9'],
  ...['9.0', '9.1', '9.2', '9.3', '9.4', '9.5', '9.6', '9.7', '9.8', '9.9p1', '9.9p2'],
  ...['10.0', '10.1', '10.2', '10.3', '10.4', '10.5', '10.6'],
]

/**
 * What a version means: `9.2`, `9.9p1`, `OpenSSH_8.4p1`, or the name of a distribution such as `debian-12`.
 * A plain version is judged permissively (PAM is built in, the words of vendor patches are known), and
 * a build may be named behind it: `9.2/portable` has none of that. `undefined` where the name is unknown.
 */
export function findTarget(name: string = NEWEST_OPENSSH): Target | undefined {
  const distribution = distributionNamed(name)
  if (distribution) return { name, ...distribution, release: releaseOf(distribution.version) }
  const [version = '', buildName] = name.split('/')
  const release = parseRelease(version)
  const build = buildName === undefined ? PERMISSIVE_BUILD : BUILDS.get(buildName)
  if (release === undefined || !build) return undefined
  return { name, version: version.replace(/^OpenSSH_/, ''), release, build }
}

/** The target for a version that was checked before; the newest release where it is unknown. */
export function targetFor(name: string | undefined): Target {
  const target = findTarget(name) ?? findTarget()
  if (!target) throw new Error('the newest version is not a version')
  return target
}

/** True for releases from `since` on and before `until`. */
export function within(release: Release, since?: string, until?: string): boolean {
  return (since === undefined || release >= at(since)) && (until === undefined || release < at(until))
}

/** The release whose behaviour a keyword has: some builds are ahead of their version. */
export function releaseFor(keyword: string, { build, release }: Target): Release {
  const backport = build.backports[keyword]
  return backport === undefined || release >= at(backport) ? release : at(backport)
}

const known = new Map<string, Release>()

/** The release of a version written in the tables, remembered, because tables are read often. */
export function at(version: string): Release {
  let found = known.get(version)
  if (found === undefined) {
    found = releaseOf(version)
    known.set(version, found)
  }
  return found
}
