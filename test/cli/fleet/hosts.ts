/** Where sshd begins to read. */
export const main = '/etc/ssh/sshd_config'

/** A snapshot of a host with these lines for sshd. */
export function snapshot(host: string, text: string, more: object = {}): string {
  return JSON.stringify({
    'conflint-snapshot': 1,
    host,
    taken: '2026-11-22T10:00:00Z',
    configurations: [main],
    files: { [main]: { type: 'file', mode: '0644', uid: 0, gid: 0, size: text.length, text } },
    ...more,
  })
}

export const clean = 'Subsystem sftp internal-sftp\n'
export const misspelt = `${clean}PermitRootLogn no\n`
export const shadowed = `${clean}X11Forwarding no\nX11Forwarding yes\n`

/** Names of that many hosts. */
export function hosts(count: number): string[] {
  return [...Array(count).keys()].map((index) => `web${index + 1}`)
}
