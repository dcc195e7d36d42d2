import { strtoul } from '../c-numbers.ts'

/** One virtual user, as `pureftpd.passwd` and the database hold it (README.Virtual-Users; log_puredb.c). */
export interface VirtualAccount {
  login: string
  /** All behind the login, as stored: for comparing, never for reports, since it holds the password hash. */
  record: string
  /** Fields 3 to 18, by name; a field that is missing is empty. */
  fields: RecordFields
  /** As the daemon reads it; `undefined` where it is no number, which refuses every login. */
  uid: number | undefined
  gid: number | undefined
  hash: HashKind
  /** Where it stands in the text; absent for records of the database. */
  line?: number
}

export interface RecordFields {
  uid: string
  gid: string
  gecos: string
  home: string
  uploadBandwidth: string
  downloadBandwidth: string
  uploadRatio: string
  downloadRatio: string
  sessions: string
  quotaFiles: string
  quotaSize: string
  allowedLocal: string
  deniedLocal: string
  allowedClients: string
  deniedClients: string
  times: string
}

/** How the password is stored; `plain` never matches a password. */
export type HashKind =
  | 'argon2'
  | 'scrypt'
  | 'yescrypt'
  | 'bcrypt'
  | 'sha512'
  | 'sha256'
  | 'md5'
  | 'des'
  | 'locked'
  | 'empty'
  | 'plain'

const HASHES: readonly (readonly [RegExp, HashKind])[] = [
  [/^$/, 'empty'],
  [/^\$argon2/, 'argon2'],
  [/^\$7\$/, 'scrypt'],
  [/^\$g?y\$/, 'yescrypt'],
  [/^\$2[abxy]?\$/, 'bcrypt'],
  [/^\$6\$/, 'sha512'],
  [/^\$5\$/, 'sha256'],
  [/^\$1\$/, 'md5'],
  [/^[*!]/, 'locked'],
  [/^[./0-9A-Za-z]{13}$/, 'des'],
]

/** The fields of a record. `record`: all behind the login, fields separated by colons. */
export function virtualAccount(login: string, record: string, line?: number): VirtualAccount {
  const field = record.split(':')
  const at = (index: number) => field[index] ?? ''
  const fields: RecordFields = {
    uid: at(1),
    gid: at(2),
    gecos: at(3),
    home: at(4),
    uploadBandwidth: at(5),
    downloadBandwidth: at(6),
    uploadRatio: at(7),
    downloadRatio: at(8),
    sessions: at(9),
    quotaFiles: at(10),
    quotaSize: at(11),
    allowedLocal: at(12),
    deniedLocal: at(13),
    allowedClients: at(14),
    deniedClients: at(15),
    times: at(16),
  }
  return {
    login,
    record,
    fields,
    uid: idOf(fields.uid),
    gid: idOf(fields.gid),
    hash: HASHES.find(([pattern]) => pattern.test(at(0)))?.[1] ?? 'plain',
    ...(line !== undefined && { line }),
  }
}

/** Whether one of the two quotas limits anything: strtoull(3), whose largest value, also of -1, stands for no limit. */
export function hasQuota({ quotaFiles, quotaSize }: RecordFields): boolean {
  return [quotaFiles, quotaSize].some((text) => text !== '' && strtoul(text, 10).value !== NO_LIMIT)
}

const NO_LIMIT = 2n ** 64n - 1n

/** How many fields a record has; the format has 17 behind the login, and those after the home may be missing. */
export function fieldCount(account: VirtualAccount): number {
  return account.record.split(':').length + 1
}

/** A user or group id: strtoul(3), lower 32 bits. Newer versions refuse what follows the digits. */
function idOf(text: string): number | undefined {
  const { value, length } = strtoul(text, 10)
  return length === 0 ? undefined : Number(BigInt.asUintN(32, value))
}
