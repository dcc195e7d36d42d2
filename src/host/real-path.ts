import { type Host, isFailure } from './host.ts'
import { follow } from './symlinks.ts'

/** realpath(3), with the links that are known; `undefined` where they lead round in a circle. */
export function realPath(path: string, host: Host): string | undefined {
  const found = follow(path, (step) => {
    const link = host.link(step)
    return link === undefined ? 'directory' : { link }
  })
  return isFailure(found) ? undefined : found
}
