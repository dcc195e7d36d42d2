import { didYouMean } from '../../syntax/suggest.ts'
import { DISTRIBUTIONS } from './distributions.ts'
import { at, findTarget, RELEASES } from './releases.ts'

/**
 * Why OpenSSH cannot be judged for a version that somebody tells, in words that follow the name of the setting;
 * undefined where it can. Older releases than the tables speak of would be taken for the oldest one in them.
 * @param words what may stand in the place of a version
 */
export function versionFault(version: string, words: readonly string[] = []): string | undefined {
  const target = findTarget(version)
  const [oldest = ''] = RELEASES
  if (!target) {
    const hint = didYouMean(version, [...DISTRIBUTIONS.keys(), ...RELEASES, ...words])
    return `is a version such as 9.2, or a distribution such as debian-12, not "${version}"${hint}`
  }
  return target.release < at(oldest)
    ? `is ${oldest} or newer, not "${version}": conflint knows no older release`
    : undefined
}
