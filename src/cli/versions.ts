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
