import type { SshdSetting } from '../config.ts'

/** A check between reading the file and listening that fails. */
export interface FailedCheck {
  rule: string
  message: string
  /** What the daemon prints. */
  messages: readonly string[]
  /** The lines that take part; the first one is to blame. */
  lines: readonly SshdSetting[]
}
