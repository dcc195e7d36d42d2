import type { Connection } from '../../src/dialects/dialect.ts'
import { missingHostKeys } from '../../src/dialects/sshd/checks/host-keys.ts'
import type { SshdConfig } from '../../src/dialects/sshd/config.ts'
import { answer, answerBytes, resolve } from '../../src/dialects/sshd/index.ts'
import type { Host } from '../../src/host/host.ts'
import { firstError } from './sshd-recordings.ts'

/** What sshd, or conflint in its place, answers: the dump, or the first error. */
export type Answered = { lines: readonly string[] } | { error: string }

export function ask(entry: string, host: Host, version: string, connection: Connection): Answered {
  return askConfig(resolve(entry, host, { version }), connection)
}

/**
 * Here, other than in the command line tool, missing host keys count too: the daemon looked for them, before it
 * thought of the connection.
 */
export function askConfig(config: SshdConfig, connection: Connection): Answered {
  const answered = answer(config, connection)
  const refusal = config.refusal ?? missingHostKeys(config) ?? answered.refusal
  // Where a line of the daemon ends in a carriage return, nobody can tell it from the end of the line.
  const messages = (refusal?.messages ?? []).map((text) => text.replace(/\r+$/, ''))
  if (refusal || !answered.lines) return { error: firstError(messages) }
  const text = new TextDecoder().decode(answerBytes(config, answered.lines))
  return { lines: text.split('\n').slice(0, -1) }
}

/** Lines that tell how sshd was built, not what the configuration says. */
const BUILD =
  /^(usepam|pamservicename|kerberos\w*|gssapi\w*|debianbanner|xauthlocation|sshd(session|auth)path) /i

export function withoutBuild(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !BUILD.test(line))
}
