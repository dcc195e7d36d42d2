import type { Directive } from '../../../syntax/nodes.ts'
import type { Quantity, Source } from '../../dialect.ts'

/** Drop-ins and fragments are read beside a main file that was not given. */
const FRAGMENT = /(\.d\/[^/]*|\.conf)$/

/** An Include whose files were not given may hold anything; the usual directory of drop-ins is there to be empty. */
const USUAL_INCLUDE = /sshd_config\.d\//

function includesOf({ root }: Source): Directive[] {
  return root.children.filter(
    (line): line is Directive => line.type === 'directive' && line.keyword.toLowerCase() === 'include',
  )
}

const wholeConfiguration: Quantity = {
  name: 'whole-configuration',
  kind: 'flag',
  summary: 'Whether all of the configuration was read: a main file, and whatever it includes',
  reads: [],
  compute: ({ config }) => {
    if (FRAGMENT.test(config.entry)) return 'no'
    const patterns = config.sources.flatMap(includesOf).flatMap(({ children }) => children)
    const unusual = patterns.filter(({ value }) => !USUAL_INCLUDE.test(value))
    return unusual.length > 0 && config.sources.length <= unusual.length ? 'no' : 'yes'
  },
}

export const wholeness: readonly Quantity[] = [wholeConfiguration]
