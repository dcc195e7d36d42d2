// Configurations of any size, the same in every run.

/** `count` Match blocks over users, groups and networks, each with settings that rules look at. */
export function withBlocks(count) {
  const lines = [
    'Port 22',
    'PermitRootLogin no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'Subsystem sftp internal-sftp',
  ]
  for (let i = 0; i < count; i++) {
    lines.push('', `Match ${criteria[i % criteria.length](i)}`)
    for (let j = 0; j < 3; j++) lines.push(`    ${settings[(i * 7 + j * 5) % settings.length](i)}`)
  }
  return `${lines.join('\n')}\n`
}

const criteria = [
  (i) => `User user${i}`,
  (i) => `Group group${i}`,
  (i) => `Address 10.${(i >> 8) % 256}.${i % 256}.0/24`,
  (i) => `User app${i}-*`,
  (i) => `Group team${i},staff${i}`,
  (i) => `Address 2001:db8:${i.toString(16)}::/48 User *,!root`,
]

const settings = [
  () => 'PasswordAuthentication yes',
  (i) => `ChrootDirectory /srv/sftp/${i}`,
  () => 'X11Forwarding no',
  () => 'ForceCommand internal-sftp',
  () => 'MaxSessions 5',
  () => 'AllowTcpForwarding no',
  (i) => `AuthorizedKeysFile /etc/ssh/keys/${i}/%u`,
  () => 'PermitTTY no',
  (i) => `Banner /etc/ssh/banner-${i}`,
  () => 'AuthenticationMethods publickey',
  () => 'AllowAgentForwarding no',
]

/** `count` lines that hold for everybody. */
export function withLines(count) {
  const lines = Array.from({ length: count }, (_, i) => `AcceptEnv VARIABLE_${i}`)
  return `PermitRootLogin no\n${lines.join('\n')}\n`
}

/** A main file that includes `count` others, by path. */
export function withIncludes(count, directory) {
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${directory}/part-${String(i).padStart(4, '0')}.conf`,
      `AcceptEnv PART_${i}\nMatch User part${i}\n    X11Forwarding no\n`,
    ]),
  )
  return { main: `Include ${directory}/*.conf\nPermitRootLogin no\n`, files }
}

/** `count` Match blocks of which any may hold beside any others. */
export function entangled(count) {
  const blocks = Array.from(
    { length: count },
    (_, i) => `Match User *a${i}* Group *b${i}*\n    ${settings[i % settings.length](i)}\n`,
  )
  return `PermitRootLogin no\nPasswordAuthentication no\n${blocks.join('')}`
}

/** `count` Match blocks of any kind: criteria that overlap, and up to four settings each, of which others look at many. */
export function ofAnyKind(count) {
  const pick = picker()
  const user = (i) => pick([`user${i}`, `user${i},admin${i}`, `app${i}-*`, `*,!root,!user${i}`])
  const group = (i) => pick([`group${i}`, `group${i},staff${i}`, `team*,!team${i}`])
  const network = (i) =>
    pick([`10.${i >> 8}.${i & 255}.0/24`, `192.168.${i & 255}.0/24,!192.168.${i & 255}.7`, '10.0.0.0/8'])
  const kinds = [
    (i) => `User ${user(i)}`,
    (i) => `Group ${group(i)}`,
    (i) => `Address ${network(i)}`,
    (i) => `User ${user(i)} Address ${network(i)}`,
    (i) => `Group ${group(i)} LocalPort ${pick(['22', '2222'])}`,
  ]
  const lines = ['PermitRootLogin no', 'UsePAM yes', 'Subsystem sftp internal-sftp']
  for (let i = 0; i < count; i++) {
    lines.push(`Match ${pick(kinds)(i)}`)
    const keywords = new Set([1, 2, 3, 4].map(() => pick(Object.keys(values))))
    for (const keyword of keywords) lines.push(`    ${keyword} ${pick(values[keyword])}`)
  }
  return `${lines.join('\n')}\n`
}

const values = {
  PasswordAuthentication: ['yes', 'no'],
  PubkeyAuthentication: ['yes', 'no'],
  KbdInteractiveAuthentication: ['yes', 'no'],
  AuthenticationMethods: ['publickey', 'password', 'publickey,password', 'any'],
  MaxAuthTries: ['2', '6', '10'],
  MaxSessions: ['0', '10'],
  ForceCommand: ['internal-sftp', '/bin/true', 'none'],
  ChrootDirectory: ['/srv/%u', 'none', '%h'],
  AuthorizedKeysFile: ['none', '.ssh/authorized_keys', '/etc/ssh/keys/%u'],
  X11Forwarding: ['yes', 'no'],
  AllowTcpForwarding: ['yes', 'no', 'local'],
  AllowAgentForwarding: ['yes', 'no'],
  PermitTunnel: ['yes', 'no'],
  PermitTTY: ['yes', 'no'],
  DisableForwarding: ['yes', 'no'],
  Banner: ['none', '/etc/issue.net'],
}

/** Picks one of some things, always the same ones in a row. */
function picker() {
  let state = 7
  return (things) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return things[(state >>> 16) % things.length]
  }
}
