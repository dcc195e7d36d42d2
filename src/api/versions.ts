import type { DialectName } from '../dialects/dialect.ts'
import { FEATURES } from '../dialects/pure-ftpd/features.ts'
import { versionFault } from '../dialects/sshd/version-fault.ts'
import { didYouMean } from '../syntax/suggest.ts'
import { ConflintError } from './error.ts'
import type { ReadOptions } from './options.ts'

/** The version to judge a dialect for, after checking that it is one; `undefined` where nobody says. */
export function versionFor(dialect: DialectName, { openssh, pureFtpd }: ReadOptions): string | undefined {
  const fault = openssh === undefined ? undefined : versionFault(openssh)
  if (fault !== undefined) throw new ConflintError(`openssh ${fault}`)
  if (pureFtpd !== undefined && !/^\d+\.\d+\.\d+$/.test(pureFtpd))
    throw new ConflintError(`pureFtpd is a version such as 1.0.50, not "${pureFtpd}"`)
  return dialect === 'sshd' ? openssh : pureFtpd
}

/** The parts that are compiled into Pure-FTPd, after checking that there are such parts. */
export function featuresOf({ pureFtpdFeatures }: ReadOptions): readonly string[] | undefined {
  const unknown = pureFtpdFeatures?.find((name) => !FEATURES.includes(name))
  if (unknown === undefined) return pureFtpdFeatures
  throw new ConflintError(
    `pureFtpdFeatures knows ${FEATURES.join(', ')}, not "${unknown}"${didYouMean(unknown, FEATURES)}`,
  )
}
