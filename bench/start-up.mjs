import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { conflint, nothing, repository, sshd, sshdAccepts, withDirectory } from './commands.mjs'
import { medians } from './measure.mjs'
import { line, milliseconds, title } from './print.mjs'

/** The machine itself; where it has no sshd, a file of three lines. */
const own = '/etc/ssh/sshd_config'
/** `npm run standalone` makes it. */
const executable = join(repository, `standalone/conflint-linux-${process.arch}`)
/** How long a run may take, as multiples of Node by itself. */
const targets = { conflint: 1.35, executable: 1 }

/** One run, against Node by itself and against the daemon's own test. */
export function measure() {
  return withDirectory(({ write }) => {
    const small = write('sshd_config', 'PermitRootLogin no\nPasswordAuthentication no\nX11Forwarding no\n')
    const file = existsSync(own) ? own : small
    const daemon = sshdAccepts(file)
    const commands = {
      'node -e 0': [nothing],
      conflint: [[process.execPath, conflint, file], targets.conflint],
      ...(existsSync(executable) && { executable: [[executable, file], targets.executable] }),
      ...(daemon && { 'sshd -t': [[sshd, '-t', '-f', file]] }),
    }
    const times = medians(
      Object.fromEntries(Object.entries(commands).map(([name, [command]]) => [name, command])),
    )
    const start = times.get('node -e 0')
    title(`Start-up: ${file === own ? own : 'a file of three lines'}`)
    for (const [name, [, most]] of Object.entries(commands)) {
      const ratio = times.get(name) / start
      line(
        name,
        `${milliseconds(times.get(name))}   ${ratio.toFixed(2)} × node -e 0`,
        most && { words: `at most ${most} × node -e 0`, met: ratio <= most },
      )
    }
    if (!existsSync(executable)) line('executable', 'not there: npm run standalone makes it')
    if (!daemon) line('sshd -t', 'no sshd that could be asked')
  })
}
