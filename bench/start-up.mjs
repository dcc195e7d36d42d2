import { judge, nothing, sshd, sshdAccepts, withDirectory } from './commands.mjs'
import { medians } from './measure.mjs'
import { line, milliseconds, title } from './print.mjs'

/** The smallest run, against Node by itself and against the daemon's own test. */
export function measure() {
  return withDirectory(({ write }) => {
    const path = write('small', 'PermitRootLogin no\nPasswordAuthentication no\nX11Forwarding no\n')
    const daemon = sshdAccepts(path)
    const times = medians({
      'node -e 0': nothing,
      'conflint FILE': judge(path),
      ...(daemon && { 'sshd -t -f FILE': [sshd, '-t', '-f', path] }),
    })
    const start = times.get('node -e 0')
    title('Start-up: a file of three lines')
    for (const [name, time] of times)
      line(name, `${milliseconds(time)}   ${(time / start).toFixed(2)} × node -e 0`)
    if (!daemon) line('sshd -t -f FILE', 'no sshd that could be asked')
  })
}
