import { type Host, isFailure, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { directoryOf, join, normalize } from '../../../host/path.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Config } from '../../dialect.ts'
import { type Comparison, compareRecords } from './comparison.ts'
import { type BrokenDatabase, readDatabase } from './database.ts'
import { type PasswdText, readPasswdText } from './passwd-text.ts'
import type { VirtualAccount } from './record.ts'

/** What is known of the virtual users on a host. */
export interface VirtualUsers {
  /** The database that the configuration names, or the conventional one where it names none. */
  database: {
    path: string
    /** Whether a PureDB line names it. */
    configured: boolean
    state: DatabaseState
    accounts?: readonly VirtualAccount[]
  }
  /** The text beside it, where one was found. */
  text?: PasswdText & { path: string }
  /** The accounts that the daemon knows: of the database, else of the text; unknown where neither could be read. */
  accounts: readonly VirtualAccount[] | Unknown
  /** The file that `accounts` come from. */
  path: string
  /** Absent unless both could be read. */
  comparison?: Comparison
}

export type DatabaseState = 'readable' | 'missing' | BrokenDatabase | Unknown

const CONVENTIONAL_DATABASES = ['/etc/pure-ftpd/pureftpd.pdb', '/etc/pureftpd.pdb']
const CONVENTIONAL_TEXTS = ['/etc/pure-ftpd/pureftpd.passwd', '/etc/pureftpd.passwd']

const known = new WeakMap<Config, { host: Host; users: VirtualUsers }>()

/** The virtual users of a configuration, read once. */
export function virtualUsersOf(config: Config, host: Host): VirtualUsers {
  const remembered = known.get(config)
  if (remembered?.host === host) return remembered.users
  const users = findVirtualUsers(config, host)
  known.set(config, { host, users })
  return users
}

function findVirtualUsers(config: Config, host: Host): VirtualUsers {
  const setting = config.effective(() => false).get('PureDB')
  if (setting.value === UNKNOWN) {
    return { database: { path: '', configured: true, state: UNKNOWN }, accounts: UNKNOWN, path: '' }
  }
  const configured = typeof setting.value === 'string' && setting.value !== 'none'
  // Sessions work in the root directory, so a relative path begins there.
  const path =
    configured && typeof setting.value === 'string'
      ? normalize(setting.value)
      : (CONVENTIONAL_DATABASES.find((candidate) => !isFailure(host.read(candidate))) ?? '/etc/pureftpd.pdb')
  const database = { path, configured, ...readDatabaseFile(path, host) }
  const text = findText(path, host)
  const comparison = text && database.accounts && compareRecords(text.accounts, database.accounts)
  return {
    database,
    ...(text && { text }),
    accounts: database.accounts ?? text?.accounts ?? UNKNOWN,
    path: database.accounts ? path : (text?.path ?? path),
    ...(comparison && { comparison }),
  }
}

function readDatabaseFile(
  path: string,
  host: Host,
): { state: DatabaseState; accounts?: readonly VirtualAccount[] } {
  const bytes = host.read(path)
  if (isFailure(bytes)) return { state: host.file(path) === 'missing' ? 'missing' : UNKNOWN }
  const database = readDatabase(bytes)
  return 'broken' in database
    ? { state: database.broken }
    : { state: 'readable', accounts: database.accounts }
}

/** The text stands beside the database, or where pure-pw looks for it by default. */
function findText(database: string, host: Host): (PasswdText & { path: string }) | undefined {
  const candidates = [
    database.replace(/\.pdb$/, '.passwd'),
    join(directoryOf(database), 'pureftpd.passwd'),
    ...CONVENTIONAL_TEXTS,
  ]
  for (const path of candidates) {
    if (path === database) continue
    const bytes = host.read(path)
    if (isFailure(bytes)) continue
    const { text, encoding } = decodeBytes(bytes)
    return { path, ...readPasswdText(text, encoding) }
  }
  return undefined
}
