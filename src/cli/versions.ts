import type { Dialect, DialectName } from '../dialects/dialect.ts'
import { compareVersions } from '../rules/versions.ts'
import { didYouMean } from '../syntax/suggest.ts'
import { usageFailure } from './failure.ts'
import { installedProgram, installedVersion } from './reading/installed.ts'

/** The versions to judge for, by dialect: as told, and `auto` for the one that is installed. Never empty lists. */
export type Versions = Partial<Record<DialectName, readonly string[]>>

/** Stands for the version of the installed daemon. */
export const AUTO = 'auto'

/**
 * The versions that were told, with commas between them, after checking that they are versions.
 * @param place where it was told, for the complaint: `--openssh`
 */
export async function checkedVersions(
  told: Readonly<Record<DialectName, string | undefined>>,
  place: (dialect: DialectName) => string,
): Promise<Versions> {
  const sshd = listed(told.sshd)
  const pureFtpd = listed(told['pure-ftpd'])
  for (const version of sshd?.filter((version) => version !== AUTO) ?? []) {
    const { versionFault } = await import('../dialects/sshd/version-fault.ts')
    const fault = versionFault(version, [AUTO])
    if (fault !== undefined) throw usageFailure(`${place('sshd')} ${fault}`)
  }
  for (const version of pureFtpd?.filter((version) => version !== AUTO) ?? []) {
    if (!/^\d+\.\d+\.\d+$/.test(version))
      throw usageFailure(`${place('pure-ftpd')} is a version such as 1.0.50, not "${version}"`)
  }
  return { ...(sshd && { sshd }), ...(pureFtpd && { 'pure-ftpd': pureFtpd }) }
}

function listed(told: string | undefined): readonly string[] | undefined {
  return told?.split(',').map((version) => version.trim())
}

/**
 * The versions to judge for, oldest first, each once: `auto` is replaced by what is installed.
 * @param root the root of the system whose daemon `auto` asks
 */
export async function orderedVersions(
  dialect: DialectName,
  told: readonly string[],
  root: string | undefined,
): Promise<readonly string[]> {
  if (told.length === 1 && told[0] !== AUTO) return told
  const known = await Promise.all(
    told.map(async (version) => {
      if (version !== AUTO) return version
      const installed = await installedVersion(dialect, root)
      if (installed !== undefined) return installed
      const option = dialect === 'sshd' ? 'openssh' : dialect
      throw usageFailure(
        `${option}: auto asks the installed daemon, and ${installedProgram(dialect, root)} is not there or does not tell its version; name one`,
      )
    }),
  )
  const order = await orderOf(dialect)
  return [...new Set(known)].sort(order)
}

/**
 * For what cannot be said of several versions at once.
 * @param what that it is, for the complaint: `effective`
 * @throws a usage failure where the tree is to be judged for several versions
 */
export function demandOneVersion(
  { versions, dialect }: { versions: readonly string[]; dialect: Pick<Dialect, 'name'> },
  what: string,
): void {
  if (versions.length <= 1) return
  const option = dialect.name === 'sshd' ? '--openssh' : '--pure-ftpd'
  throw usageFailure(`${what} is for one version, not for ${versions.join(', ')}; say which with ${option}`)
}

/** Compares two versions by their releases. */
async function orderOf(dialect: DialectName): Promise<(one: string, other: string) => number> {
  if (dialect === 'sshd') {
    const { targetFor } = await import('../dialects/sshd/releases.ts')
    return (one, other) => targetFor(one).release - targetFor(other).release
  }
  return compareVersions
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
