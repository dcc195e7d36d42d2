import type { Release } from '../../../syntax/openssh-release.ts'
import type { View } from '../../dialect.ts'
import { targetFor } from '../releases.ts'

/** The release that is judged for. */
export function releaseOf({ config }: View): Release {
  return targetFor(config.version).release
}
