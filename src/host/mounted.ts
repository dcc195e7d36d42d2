import { noAccounts } from './account-files.ts'
import type { Host } from './host.ts'
import { UNKNOWN } from './host.ts'
import { below, namesOf, normalize, stepsOf } from './path.ts'
import { missing } from './symlinks.ts'

/** The directory, or file, `from` of one host, seen at the place `at`. */
export interface Mount {
  at: string
  from: string
  host: Host
}

/**
 * Parts of other hosts put together to one, as mount(8) does: the longest place that holds a path answers
 * for it. Outside of all places nothing is known. Accounts are those of the mount at `/`.
 */
export function mounted(mounts: readonly Mount[]): Host {
  const longestFirst = [...mounts].sort((a, b) => b.at.length - a.at.length)
  const ask = <Answer>(
    path: string,
    question: (host: Host, path: string) => Answer,
    otherwise: Answer,
  ): Answer => {
    const normal = normalize(path)
    for (const { at, from, host } of longestFirst) {
      const rest = below(at, normal)
      if (rest !== undefined) return question(host, joined(from, asWritten(at, path) ?? rest))
    }
    return otherwise
  }
  const root = mounts.find(({ at }) => at === '/')?.host ?? noAccounts
  return {
    read: (path) => ask(path, (host, there) => host.read(there), missing(path)),
    list: (directory) => ask(directory, (host, there) => host.list(there), missing(directory)),
    file: (path) => ask(path, (host, there) => host.file(there), UNKNOWN),
    link: (path) => ask(path, (host, there) => host.link(there), undefined),
    account: root.account,
    accounts: root.accounts,
    shells: root.shells,
  }
}

/**
 * What remains of a path below a place, with its `..` and its slash at the end: behind a file they lead
 * nowhere. `undefined` where the path leaves the place in between.
 */
function asWritten(at: string, path: string): string | undefined {
  const steps = stepsOf(path)
  const place = namesOf(at)
  if (!place.every((name, index) => name === steps[index])) return undefined
  const rest = steps.slice(place.length)
  let depth = 0
  for (const step of rest) {
    depth += step === '..' ? -1 : step === '.' ? 0 : 1
    if (depth < 0) return undefined
  }
  return rest.map((step) => `/${step}`).join('')
}

function joined(from: string, rest: string): string {
  return from === '/' && rest !== '' ? rest : from + rest
}
