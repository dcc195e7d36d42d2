import { encodeText } from '../../../syntax/bytes.ts'
import type { Connection } from '../../dialect.ts'
import { connectionRefusal } from '../checks/connection.ts'
import type { Refusal, SshdConfig } from '../config.ts'
import { asBytes } from '../matching/patterns.ts'
import { dump } from './dump.ts'

/** What `sshd -T -C …` answers: the effective configuration, or why it gives up. */
export type Answer =
  | { lines: readonly string[]; refusal?: undefined }
  | { refusal: Refusal; lines?: undefined }

/** The answer of `sshd -T` of the version for a connection, without host keys, accounts or privileges. */
export function answer(config: SshdConfig, connection: Connection = {}): Answer {
  const own = connectionFor(config, connection)
  const refusal = config.refusal ?? connectionRefusal(config, own)
  return refusal ? { refusal } : { lines: dump(config, own) }
}

/** Lines of an answer as the bytes that sshd would write. */
export function answerBytes(config: SshdConfig, lines: readonly string[]): Uint8Array {
  return encodeText(lines.map((line) => `${line}\n`).join(''), config.encoding)
}

/** A connection in the terms of the files: by bytes, where they were read byte by byte. */
export function connectionFor({ encoding }: SshdConfig, connection: Connection): Connection {
  if (encoding === 'utf-8') return connection
  const { user, groups, host, rdomain, ...others } = connection
  return {
    ...others,
    ...(user !== undefined && { user: asBytes(user) }),
    ...(groups && { groups: groups.map(asBytes) }),
    ...(host !== undefined && { host: asBytes(host) }),
    ...(rdomain !== undefined && { rdomain: asBytes(rdomain) }),
  }
}
