import type { Config } from '../../dialects/dialect.ts'
import { type Host, isFailure } from '../../host/host.ts'
import { below, directoryOf, normalize } from '../../host/path.ts'
import { onThisMachine, type Part, type Standing } from '../../host/place.ts'

/** Where the daemons of this machine have their own configurations: a lone file need not be one of theirs. */
const USUAL = /^\/(etc|usr)(\/|$)/

/** What a lone file includes from outside of what is known of its host. */
export interface Elsewhere {
  /** Directories of this machine that are read with it, as its own daemon would. */
  parts: readonly Part[]
  /** Patterns that lead to where this machine's own configuration is, or out of the repository, which is not read. */
  unread: readonly string[]
}

/**
 * Where the Include lines of a configuration lead that is known only by its own directory.
 * @param here this machine
 * @param repository where the file stands, if it does: then nothing outside of it is read
 */
export function includedElsewhere(
  config: Config,
  place: Standing,
  here: Pick<Host, 'list'>,
  repository?: string,
): Elsewhere {
  if (place.facts || place.parts.some(({ at }) => at === '/')) return { parts: [], unread: [] }
  const patterns = config.sources.flatMap(({ root }) =>
    root.children.flatMap((line) =>
      line.type === 'directive' && /^include$/i.test(line.keyword)
        ? line.children.map(({ value }) => absolute(value, config))
        : [],
    ),
  )
  const outside = [...new Set(patterns)].filter((pattern) => {
    const directory = directoryOfPattern(pattern)
    if (directory === '/') return false
    const names = here.list(directory)
    return !isFailure(names) && names.length > 0 && onThisMachine(directory, place.parts) === undefined
  })
  const isRead = (pattern: string) =>
    !USUAL.test(pattern) && (repository === undefined || below(repository, pattern) !== undefined)
  const directories = outside.filter(isRead).map(directoryOfPattern)
  return {
    parts: outermost(directories).map((path) => ({ at: path, from: path, sealed: false })),
    unread: outside.filter((pattern) => !isRead(pattern)),
  }
}

/** Relative patterns of sshd begin in /etc/ssh, wherever the file stands. */
function absolute(pattern: string, { dialect }: Config): string {
  return pattern.startsWith('/') || dialect !== 'sshd' ? normalize(pattern) : normalize(`/etc/ssh/${pattern}`)
}

/** The directory above the first name with a wildcard, or of the file. */
function directoryOfPattern(pattern: string): string {
  const wildcard = pattern.search(/[*?[]/)
  return wildcard === -1 ? directoryOf(pattern) : pattern.slice(0, pattern.lastIndexOf('/', wildcard)) || '/'
}

function outermost(directories: readonly string[]): string[] {
  const each = [...new Set(directories)]
  return each.filter((one) => !each.some((other) => other !== one && below(other, one) !== undefined))
}

/** What this machine's own daemon would read as well. */
export function notRead(patterns: readonly string[]): string {
  return `${patterns.join(', ')} is not read, because this file need not be one of this machine; --root / reads it`
}
