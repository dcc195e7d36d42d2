// A fleet of any size, the same in every run. As a program: prints it as NDJSON. Usage: fleet.mjs HOSTS DISTINCT
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = '/etc/ssh/sshd_config'
const stock = readFileSync(
  join(dirname(dirname(fileURLToPath(import.meta.url))), 'fixtures/stock/debian-12', main),
  'utf8',
)

const settings = [
  'X11Forwarding yes',
  'MaxAuthTries 3',
  'PermitRootLogin yes',
  'AuthorizedKeysFile /etc/ssh/keys/%u',
  'PasswordAuthentication no',
  'UsePAM no',
  'AllowTcpForwarding no',
]

/**
 * The snapshots of `hosts` hosts, `distinct` of which differ: about as large as those of real servers. One that differs from
 * all before it comes as often at the beginning as at the end.
 */
export function* snapshots(hosts, distinct) {
  const trees = []
  const each = hosts / distinct
  for (let host = 0; host < hosts; host++) {
    const taken = `2026-11-22T${String(host % 24).padStart(2, '0')}:00:00Z`
    if (host >= trees.length * each) trees.push(JSON.stringify(tree(trees.length)).slice(1))
    const like = host % each < 1 ? trees.length - 1 : (host * 7919) % trees.length
    yield `{"conflint-snapshot":1,"host":"host${host}.example.org","taken":"${taken}",${trees[like]}\n`
  }
}

function tree(index) {
  const text = `${stock}AcceptEnv VARIABLE_${index}\n${setting(index)}\n${setting(index * 3 + 1)}\nMatch User user${index}\n    ${setting(index * 5 + 2)}\n    ChrootDirectory /srv/${index}\n`
  const people = Array.from({ length: 40 }, (_, number) => `person${number}`)
  const directory = { type: 'directory', mode: '0755', uid: 0, gid: 0 }
  const files = { '/': directory, '/etc/ssh': directory, [main]: file(text) }
  for (const [number, name] of people.entries()) {
    const own = { uid: 1000 + number, gid: 1000 + number }
    files[`/home/${name}`] = { ...directory, ...own }
    files[`/home/${name}/.ssh`] = { ...directory, ...own, mode: '0700' }
    files[`/home/${name}/.ssh/authorized_keys`] = { type: 'file', mode: '0600', ...own, size: 89 }
    files[`/home/${name}/.ssh/authorized_keys2`] = 'missing'
  }
  for (const name of ['sshd', 'common-auth', 'common-account', 'common-session', 'common-password'])
    files[`/etc/pam.d/${name}`] = file(`# PAM, as Debian has it\n${'#\n# and its comments\n'.repeat(60)}`)
  return {
    system: { id: 'debian', version: '12' },
    versions: { sshd: '9.2' },
    configurations: [main],
    files,
    shells: ['/bin/sh', '/bin/bash', '/bin/dash', '/usr/bin/sh'],
    accounts: people.map((name, number) => ({
      ...{ name, uid: 1000 + number, gid: 1000 + number, home: `/home/${name}`, shell: '/bin/bash' },
      locked: number % 2 === 0,
    })),
    groups: people.map((name, number) => ({ name, gid: 1000 + number, members: [] })),
  }
}

function file(text) {
  return { type: 'file', mode: '0644', uid: 0, gid: 0, size: text.length, text }
}

function setting(number) {
  return settings[number % settings.length]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [hosts = 0, distinct = 1] = process.argv.slice(2).map(Number)
  for (const snapshot of snapshots(hosts, distinct))
    if (!process.stdout.write(snapshot)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}
