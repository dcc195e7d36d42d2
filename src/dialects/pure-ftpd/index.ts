import type { Dialect } from '../dialect.ts'
import { detectPureFtpd } from './detect.ts'
import { keywords } from './keywords.ts'
import { quantities } from './quantities/index.ts'
import { resolvePureFtpd } from './resolve.ts'
import { NEWEST_PURE_FTPD } from './versions.ts'

export type { Attempt, Outcome } from './authentication/attempt.ts'
export { predictLogin } from './authentication/login.ts'
export { isPureFtpd, optionVector, type PureFtpdConfig, type ReaderName, refusal } from './config.ts'
export type { DirectiveName } from './directives.ts'
export { type DirectiveValue, effectiveValue } from './typed-values.ts'

/** The language of pure-ftpd.conf, and of the other places where pure-ftpd is configured. */
export const pureFtpd: Dialect = {
  name: 'pure-ftpd',
  newest: NEWEST_PURE_FTPD,
  detect: detectPureFtpd,
  // Judging a file takes none of it.
  get keywords() {
    return keywords()
  },
  quantities,
  resolve: resolvePureFtpd,
}
