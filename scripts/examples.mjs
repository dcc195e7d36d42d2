// What most runs meet: a server without mistakes on the machine itself, and findings of both daemons.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes what the examples need into a directory of their own.
 * @returns arguments of runs, from the repository
 */
export function exampleRuns(directory) {
  rmSync(directory, { recursive: true, force: true })
  for (const [name, text] of Object.entries(machine)) {
    const file = join(directory, name)
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
    writeFileSync(file, text, { mode: name.endsWith('_key') ? 0o600 : 0o755 })
  }
  return [
    ['--root', directory, join(directory, 'etc/ssh/sshd_config')],
    ['fixtures/sftp-server', 'fixtures/ftp-users'],
  ]
}

/** A machine with accounts, keys and PAM. */
const machine = {
  'etc/ssh/sshd_config': `Include /etc/ssh/sshd_config.d/*.conf
KbdInteractiveAuthentication no
UsePAM yes
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
Subsystem sftp /usr/lib/openssh/sftp-server
`,
  'etc/ssh/sshd_config.d/50-local.conf': 'PasswordAuthentication no\n',
  'etc/ssh/ssh_host_ed25519_key': '',
  'etc/passwd': `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
alice:x:1000:1000::/home/alice:/bin/bash
`,
  'etc/group': 'root:x:0:\nsudo:x:27:alice\nnogroup:x:65534:\nalice:x:1000:\n',
  'etc/shells': '/bin/sh\n/bin/bash\n',
  'etc/nsswitch.conf': 'passwd: files\ngroup: files\n',
  'etc/pam.d/sshd': '@include common-auth\naccount required pam_nologin.so\n',
  'etc/pam.d/common-auth': 'auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\n',
  'home/alice/.ssh/authorized_keys': '',
  'usr/lib/openssh/sftp-server': '',
}
