import { type Host, UNKNOWN } from '../../../host/host.ts'
import { directoryOf, normalize } from '../../../host/path.ts'

/**
 * Whether a path is certainly not there. A tree that holds only some files of a system, such as those of
 * a repository, says nothing of directories that it lacks altogether; one with accounts is taken for whole.
 */
export function isAbsent(path: string, host: Host): boolean {
  const normal = normalize(path)
  if (host.file(normal) !== 'missing') return false
  return host.file(directoryOf(normal)) !== 'missing' || host.account('root') !== UNKNOWN
}
