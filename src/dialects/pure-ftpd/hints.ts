import { editDistance } from '../../syntax/edit-distance.ts'
import { directives } from './directives.ts'

/** Settings of other FTP servers that end up in pure-ftpd files, and which one here does the same, if any. */
const SETTINGS_OF_OTHERS: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  ProFTPD: {
    allowoverwrite: 'AutoRename no',
    authuserfile: 'PureDB',
    defaultroot: 'ChrootEveryone',
    defaultserver: undefined,
    group: undefined,
    masqueradeaddress: 'ForcePassiveIP',
    maxclients: 'MaxClientsNumber',
    maxclientsperhost: 'MaxClientsPerIP',
    maxinstances: 'MaxClientsNumber',
    passiveports: 'PassivePortRange',
    port: 'Bind',
    requirevalidshell: undefined,
    rootlogin: 'MinUID',
    servername: undefined,
    servertype: 'Daemonize',
    timeoutidle: 'MaxIdleTime',
    tlsengine: 'TLS',
    tlsrsacertificatefile: 'CertFile',
  },
  vsftpd: {
    allow_anon_ssl: undefined,
    anon_mkdir_write_enable: 'AnonymousCanCreateDirs',
    anon_upload_enable: 'AnonymousCantUpload',
    anonymous_enable: 'NoAnonymous',
    chroot_local_user: 'ChrootEveryone',
    idle_session_timeout: 'MaxIdleTime',
    listen: 'Bind',
    listen_address: 'Bind',
    listen_ipv6: 'IPV6Only',
    listen_port: 'Bind',
    local_enable: 'UnixAuthentication',
    local_umask: 'Umask',
    max_clients: 'MaxClientsNumber',
    max_per_ip: 'MaxClientsPerIP',
    pasv_address: 'ForcePassiveIP',
    pasv_enable: 'NATmode',
    pasv_max_port: 'PassivePortRange',
    pasv_min_port: 'PassivePortRange',
    rsa_cert_file: 'CertFile',
    ssl_enable: 'TLS',
    userlist_enable: undefined,
    write_enable: undefined,
    xferlog_enable: 'AltLog',
  },
}

const foreign = new Map(
  Object.entries(SETTINGS_OF_OTHERS).flatMap(([server, settings]) =>
    Object.entries(settings).map(([keyword, instead]) => [keyword, { server, instead }] as const),
  ),
)

/** What a keyword that no directive has was probably meant to be, as a sentence part; empty where nothing comes near. */
export function hintFor(keyword: string): string {
  const other = foreign.get(keyword.toLowerCase())
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
