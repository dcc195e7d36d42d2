import type { Dialect, DialectName } from '../dialects/dialect.ts'
import { pureFtpd } from '../dialects/pure-ftpd/index.ts'
import { sshd } from '../dialects/sshd/index.ts'
import { surest } from '../dialects/surest.ts'
import type { KnownRules } from '../judgement/wanted.ts'
import { rules as aboutComments } from '../rules/builtin-conflint.generated.ts'
import { rules as pureFtpdRules } from '../rules/builtin-pure-ftpd.generated.ts'
import { rules as sshdRules } from '../rules/builtin-sshd.generated.ts'
import { laws as pureFtpdLaws } from '../rules/laws/pure-ftpd/index.ts'
import { laws as sshdLaws } from '../rules/laws/sshd/index.ts'

export const DIALECTS = { sshd, 'pure-ftpd': pureFtpd } as const satisfies Record<DialectName, Dialect>

/** The rules that come with conflint. The library has them all at once: nothing is loaded while it works. */
export const KNOWN_RULES = {
  sshd: { rules: sshdRules, laws: sshdLaws, aboutComments },
  'pure-ftpd': { rules: pureFtpdRules, laws: pureFtpdLaws, aboutComments },
} as const satisfies Record<DialectName, KnownRules>

/** The dialect that a file belongs to by its name, or else by its content; `undefined` where neither, or both, tell. */
export function detectDialect(path: string, text: string): Dialect | undefined {
  return surest(
    Object.values(DIALECTS).map((candidate) => ({ candidate, sure: candidate.detect(path, text) })),
  )
}
