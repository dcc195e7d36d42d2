import { type Host, isFailure } from './host.ts'
import { follow } from './symlinks.ts'

const NULL_DEVICE = '/dev/null'

/**
 * The same host with /dev/null, from which nothing is read: a link to it is how a file of a package is masked. It is on
 * every machine, and in few copies of one.
 */
export function withNullDevice(host: Host): Host {
  const look = (path: string) => {
    const link = host.link(path)
    if (link !== undefined) return { link }
    return path === NULL_DEVICE ? 'other' : 'directory'
  }
  return {
    ...host,
    read(path) {
      const answer = host.read(path)
      return isFailure(answer) && follow(path, look) === NULL_DEVICE ? new Uint8Array() : answer
    },
  }
}
