import type { Release } from '../../../syntax/openssh-release.ts'
import type { Config, Fact, View } from '../../dialect.ts'
import type { SshdConfig } from '../config.ts'
import { type Target, targetFor } from '../releases.ts'

/** The release that is judged for. */
export function releaseOf(view: View): Release {
  return targetOf(view).release
}

/** That nobody told the version, and what of older releases therefore counts. */
export function versionNotTold(older: string): Fact {
  return { keyword: 'version of OpenSSH', value: `not told; ${older}` }
}

/** The release that is judged for, and how it was built. */
export function targetOf({ config }: Pick<View, 'config'>): Target {
  return isSshd(config) ? config.target : targetFor(config.version)
}

function isSshd(config: Config): config is SshdConfig {
  return config.dialect === 'sshd'
}
