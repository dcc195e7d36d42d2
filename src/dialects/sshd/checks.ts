import type { SshdConfig } from './config.ts'

/** What sshd checks between reading the file and listening. */
export function startupChecks(config: SshdConfig): SshdConfig {
  return config
}
