import type { DialectName } from '../dialects/dialect.ts'
import { didYouMean } from '../rules/suggest.ts'
import { usageFailure } from './failure.ts'

/**
 * The versions that were told, after checking that they are versions.
 * @param place where it was told, for the complaint: `--openssh`
 */
export async function checkedVersions(
  told: Readonly<Record<DialectName, string | undefined>>,
  place: (dialect: DialectName) => string,
): Promise<Partial<Record<DialectName, string>>> {
  const { sshd, 'pure-ftpd': pureFtpd } = told
  if (sshd !== undefined) {
    const { findTarget, RELEASES } = await import('../dialects/sshd/releases.ts')
    if (!findTarget(sshd)) {
      const { DISTRIBUTIONS } = await import('../dialects/sshd/distributions.ts')
      const hint = didYouMean(sshd, [...DISTRIBUTIONS.keys(), ...RELEASES])
      throw usageFailure(
        `${place('sshd')} is a version such as 9.2, or a distribution such as debian-12, not "${sshd}"${hint}`,
      )
    }
  }
  if (pureFtpd !== undefined && !/^\d+\.\d+\.\d+$/.test(pureFtpd)) {
    throw usageFailure(`${place('pure-ftpd')} is a version such as 1.0.50, not "${pureFtpd}"`)
  }
  return { ...(sshd !== undefined && { sshd }), ...(pureFtpd !== undefined && { 'pure-ftpd': pureFtpd }) }
}

/** The parts of Pure-FTPd that `--pure-ftpd-features` names, after checking that there are such parts. */
export async function checkedFeatures(told: string | undefined): Promise<string[] | undefined> {
  if (told === undefined) return undefined
  const { FEATURES } = await import('../dialects/pure-ftpd/features.ts')
  const named = told.split(',').map((name) => name.trim().toLowerCase())
  const unknown = named.find((name) => !FEATURES.includes(name))
  if (unknown === undefined) return named
  throw usageFailure(
    `--pure-ftpd-features knows ${FEATURES.join(', ')}, not "${unknown}"${didYouMean(unknown, FEATURES)}`,
  )
}
