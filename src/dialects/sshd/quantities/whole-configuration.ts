import { type Host, isFailure } from '../../../host/host.ts'
import { directoryOf } from '../../../host/path.ts'
import type { Directive } from '../../../syntax/nodes.ts'
import type { Config, Quantity, Source } from '../../dialect.ts'

/** Drop-ins and fragments are read beside a main file that was not given. */
const FRAGMENT = /\.d\/[^/]*$/

function includesOf({ root }: Source): Directive[] {
  return root.children.filter(
    (line): line is Directive => line.type === 'directive' && line.keyword.toLowerCase() === 'include',
  )
}

/** Whether an Include read something, or certainly found nothing: its directory is there. */
function isAnswered(pattern: string, { sources }: Config, host: Host): boolean {
  const path = pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`
  const directory = directoryOf(path)
  const [main, ...included] = sources
  if (included.some((source) => source !== main && directoryOf(source.path) === directory)) return true
  return !isFailure(host.list(directory)) && /[*?[]/.test(path)
}

const wholeConfiguration: Quantity = {
  name: 'whole-configuration',
  kind: 'flag',
  summary: 'Whether all of the configuration was read: a main file, and whatever it includes',
  reads: [],
  compute: ({ config, host }) => {
    if (FRAGMENT.test(config.entry)) return 'no'
    const patterns = config.sources.flatMap(includesOf).flatMap(({ children }) => children)
    return patterns.every(({ value }) => isAnswered(value, config, host)) ? 'yes' : 'no'
  },
}

export const wholeness: readonly Quantity[] = [wholeConfiguration]
