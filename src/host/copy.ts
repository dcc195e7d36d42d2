import { noAccounts } from './account-files.ts'
import type { Host } from './host.ts'
import { UNKNOWN } from './host.ts'

/**
 * A copy of a host's files somewhere else, as in a repository: its contents are those of the host, but
 * owners, modes and times are not, and what is not in the copy may well be on the host.
 */
export function copyOf(host: Host): Host {
  return {
    read: host.read,
    list: host.list,
    file(path) {
      const facts = host.file(path)
      if (facts === UNKNOWN || facts === 'missing') return UNKNOWN
      return { ...facts, mode: UNKNOWN, uid: UNKNOWN, gid: UNKNOWN, modified: UNKNOWN }
    },
    link: host.link,
    ...noAccounts,
  }
}
