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
