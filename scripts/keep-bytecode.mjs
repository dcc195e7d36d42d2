// Runs the built program on examples, and keeps the bytecode of what it used, for this version of Node.
// Usage: keep-bytecode.mjs PARTS-LOADER DIRECTORY-OF-PARTS DIRECTORY-FOR-AN-EXAMPLE
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const [loader, directory, example] = process.argv.splice(2)
const { bytecodeDirectory, partsFromBytecode } = await import(loader)
const bytecode = bytecodeDirectory(directory)
const scripts = new Map()

// What most runs meet: a server without mistakes on the machine itself, and findings of both daemons.
writeExample()
for (const argv of [
  ['--root', example, join(example, 'etc/ssh/sshd_config')],
  ['fixtures/sftp-server', 'fixtures/ftp-users'],
]) {
  process.argv.splice(2, Infinity, ...argv)
  const require = partsFromBytecode(directory, bytecode, createRequire(import.meta.url), scripts)
  await require('./program.cjs').done
}
process.exitCode = 0

mkdirSync(bytecode)
for (const [name, script] of scripts) writeFileSync(join(bytecode, name), script.createCachedData())

/** A machine with accounts, keys and PAM. */
function writeExample() {
  const files = {
    'etc/ssh/sshd_config':
      'Include /etc/ssh/sshd_config.d/*.conf\nKbdInteractiveAuthentication no\nUsePAM yes\nX11Forwarding yes\nPrintMotd no\nAcceptEnv LANG LC_*\nSubsystem sftp /usr/lib/openssh/sftp-server\n',
    'etc/ssh/sshd_config.d/50-local.conf': 'PasswordAuthentication no\n',
    'etc/ssh/ssh_host_ed25519_key': '',
    'etc/passwd':
      'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\nalice:x:1000:1000::/home/alice:/bin/bash\n',
    'etc/group': 'root:x:0:\nsudo:x:27:alice\nnogroup:x:65534:\nalice:x:1000:\n',
    'etc/shells': '/bin/sh\n/bin/bash\n',
    'etc/nsswitch.conf': 'passwd: files\ngroup: files\n',
    'etc/pam.d/sshd': '@include common-auth\naccount required pam_nologin.so\n',
    'etc/pam.d/common-auth':
      'auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\n',
    'home/alice/.ssh/authorized_keys': '',
    'usr/lib/openssh/sftp-server': '',
  }
  rmSync(example, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    const file = join(example, name)
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
    writeFileSync(file, text, { mode: name.endsWith('_key') ? 0o600 : 0o755 })
  }
}
