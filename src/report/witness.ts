import type { Scope } from '../rules/finding.ts'

/** Whom a finding concerns: `for example user bob, in group sftponly, from 10.0.0.5`. */
export function witnessInWords({ witness }: Scope): string {
  const text = (name: string): string | undefined => {
    const value = witness[name]
    return typeof value === 'string' ? value : value?.join(', ')
  }
  const groups = [witness.groups ?? witness.group ?? []].flat()
  const user = text('user')
  const address = text('address')
  const host = text('host')
  const local = text('localAddress')
  const port = text('localPort')
  const domain = text('rdomain')
  const parts = [
    user !== undefined &&
      (witness.invalidUser === 'true' ? `user ${user}, who does not exist` : `user ${user}`),
    groups.length > 0 && `in group${groups.length > 1 ? 's' : ''} ${groups.join(', ')}`,
    address !== undefined && `from ${address}`,
    host !== undefined && (address !== undefined ? `(${host})` : `from ${host}`),
    local !== undefined && `to ${local}`,
    port !== undefined && `${local === undefined ? 'to ' : ''}port ${port}`,
    domain !== undefined && `in routing domain ${domain}`,
  ].filter((part) => part !== false)
  return parts.length === 0
    ? 'a connection'
    : `for example ${parts
        .join(', ')
        .replaceAll(', (', ' (')
        .replace(/(to [^,]+), port/, '$1 port')}`
}
