import { directives } from './directives.ts'

/** Keywords of other FTP servers that end up in pure-ftpd files, and what to write here instead. */
const foreign: Readonly<Record<string, { server: string; instead?: string }>> = {
  allow_anon_ssl: { server: 'vsftpd' },
  allowoverwrite: { server: 'ProFTPD', instead: 'AutoRename no' },
  anon_mkdir_write_enable: { server: 'vsftpd', instead: 'AnonymousCanCreateDirs' },
  anon_upload_enable: { server: 'vsftpd', instead: 'AnonymousCantUpload' },
  anonymous_enable: { server: 'vsftpd', instead: 'NoAnonymous' },
  authuserfile: { server: 'ProFTPD', instead: 'PureDB' },
  chroot_local_user: { server: 'vsftpd', instead: 'ChrootEveryone' },
  defaultroot: { server: 'ProFTPD', instead: 'ChrootEveryone' },
  defaultserver: { server: 'ProFTPD' },
  group: { server: 'ProFTPD' },
  idle_session_timeout: { server: 'vsftpd', instead: 'MaxIdleTime' },
  listen: { server: 'vsftpd', instead: 'Bind' },
  listen_address: { server: 'vsftpd', instead: 'Bind' },
  listen_ipv6: { server: 'vsftpd', instead: 'IPV6Only' },
  listen_port: { server: 'vsftpd', instead: 'Bind' },
  local_enable: { server: 'vsftpd', instead: 'UnixAuthentication' },
  local_umask: { server: 'vsftpd', instead: 'Umask' },
  masqueradeaddress: { server: 'ProFTPD', instead: 'ForcePassiveIP' },
  max_clients: { server: 'vsftpd', instead: 'MaxClientsNumber' },
  max_per_ip: { server: 'vsftpd', instead: 'MaxClientsPerIP' },
  maxclients: { server: 'ProFTPD', instead: 'MaxClientsNumber' },
  maxclientsperhost: { server: 'ProFTPD', instead: 'MaxClientsPerIP' },
  maxinstances: { server: 'ProFTPD', instead: 'MaxClientsNumber' },
  passiveports: { server: 'ProFTPD', instead: 'PassivePortRange' },
  pasv_address: { server: 'vsftpd', instead: 'ForcePassiveIP' },
  pasv_enable: { server: 'vsftpd', instead: 'NATmode' },
  pasv_max_port: { server: 'vsftpd', instead: 'PassivePortRange' },
  pasv_min_port: { server: 'vsftpd', instead: 'PassivePortRange' },
  port: { server: 'ProFTPD', instead: 'Bind' },
  requirevalidshell: { server: 'ProFTPD' },
  rootlogin: { server: 'ProFTPD', instead: 'MinUID' },
  rsa_cert_file: { server: 'vsftpd', instead: 'CertFile' },
  servername: { server: 'ProFTPD' },
  servertype: { server: 'ProFTPD', instead: 'Daemonize' },
  ssl_enable: { server: 'vsftpd', instead: 'TLS' },
  timeoutidle: { server: 'ProFTPD', instead: 'MaxIdleTime' },
  tlsengine: { server: 'ProFTPD', instead: 'TLS' },
  tlsrsacertificatefile: { server: 'ProFTPD', instead: 'CertFile' },
  userlist_enable: { server: 'vsftpd' },
  write_enable: { server: 'vsftpd' },
  xferlog_enable: { server: 'vsftpd', instead: 'AltLog' },
}

/** What a keyword that no directive has was probably meant to be, as a sentence part; empty where nothing comes near. */
export function hintFor(keyword: string): string {
  const other = foreign[keyword.toLowerCase()]
  if (other) {
    const instead = other.instead ? `; the setting of pure-ftpd is ${other.instead}` : ''
    return `it belongs to ${other.server}${instead}`
  }
  const near = nearestDirective(keyword)
  return near ? `did you mean ${near}?` : ''
}

/** A file may hold the same unknown word on every line. */
const answered = new Map<string, string | undefined>()
const MOST_ANSWERS = 1000

/** The directive with the most similar name, where one is similar enough. */
export function nearestDirective(keyword: string): string | undefined {
  const lower = keyword.toLowerCase().slice(0, 40)
  if (!answered.has(lower)) {
    if (answered.size >= MOST_ANSWERS) answered.clear()
    answered.set(lower, searchNearest(lower))
  }
  return answered.get(lower)
}

function searchNearest(lower: string): string | undefined {
  let best: { name: string; distance: number } | undefined
  for (const { name } of directives) {
    const distance = editDistance(lower, name.toLowerCase())
    if (distance <= Math.max(1, Math.floor(name.length / 4)) && (!best || distance < best.distance)) {
      best = { name, distance }
    }
  }
  return best?.name
}

/** How many characters must be put in, taken out, replaced or swapped with their neighbour to make `b` of `a`. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(rows, row - 1, column - 1) + Number(a[row - 1] !== b[column - 1])
      let least = Math.min(at(rows, row - 1, column) + 1, (current[column - 1] ?? 0) + 1, replaced)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, at(rows, row - 2, column - 2) + 1)
      }
      current.push(least)
    }
    rows.push(current)
  }
  return at(rows, a.length, b.length)
}

function at(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0
}
