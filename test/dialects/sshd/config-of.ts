import type { Connection } from '../../../src/dialects/dialect.ts'
import { answer, holds, resolve, type SshdConfig } from '../../../src/dialects/sshd/index.ts'
import { memory } from '../../../src/host/memory.ts'

const ENTRY = '/etc/ssh/sshd_config'

/** The configuration that a text, with files beside it, makes for a version. */
export function configOf(
  text: string,
  version = '10.6',
  files: Readonly<Record<string, string>> = {},
): SshdConfig {
  return resolve(ENTRY, memory({ [ENTRY]: text, ...files }), { version })
}

/** What a connection gets for a keyword. */
export function effectiveValue(config: SshdConfig, keyword: string, connection: Connection = {}) {
  return config.effective((guard) => holds(guard, connection)).get(keyword).value
}

/** The lines of `sshd -T` that begin with one of these keywords, in any case; or the refusal. */
export function dumped(config: SshdConfig, keywords: readonly string[], connection: Connection = {}) {
  const answered = answer(config, connection)
  if (!answered.lines) return answered.refusal.messages
  const wanted = keywords.map((keyword) => keyword.toLowerCase())
  return answered.lines.filter((line) => wanted.includes(line.split(' ', 1)[0]?.toLowerCase() ?? ''))
}
