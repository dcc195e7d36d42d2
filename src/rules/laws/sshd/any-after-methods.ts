import type { Relations } from '../../../classes/relations.ts'
import type { Config, Problem, Setting } from '../../../dialects/dialect.ts'
import { at, targetFor } from '../../../dialects/sshd/releases.ts'

/**
 * Up to 9.6 `any` was refused where methods already counted for the same connection: on one line of a block, or in an
 * earlier block that holds as well. sshd starts, and gives up when it reads the file for that connection (servconf.c
 * sAuthenticationMethods).
 */
export function anyAfterMethods(config: Config, relations: () => Relations): readonly Problem[] {
  const { release } = targetFor(config.version)
  if (release >= at('9.7')) return []
  const lines = config.settings.filter(({ keyword, guard }) => keyword === 'AuthenticationMethods' && guard)
  return lines.flatMap((line, index): Problem[] => {
    if (!wordsOf(line).includes('any')) return []
    const own = wordsOf(line).length > 1 ? line : undefined
    // Up to 8.6, a line that does not count was not looked at.
    const blocks = release < at('8.7') ? [] : lines.slice(0, index)
    const earlier = own ?? blocks.find((other) => meets(other, line, relations))
    return earlier ? [problem(line, earlier)] : []
  })
}

function wordsOf({ value }: Setting): readonly string[] {
  return Array.isArray(value) ? value : [String(value)]
}

function meets(one: Setting, other: Setting, relations: () => Relations): boolean {
  const guards = [...new Set([one.guard, other.guard])].flatMap((guard) => guard ?? [])
  return relations().canHold(guards) === true
}

function problem(line: Setting, earlier: Setting): Problem {
  return {
    rule: 'sshd/any-after-methods',
    source: line.source,
    node: line.node,
    message:
      earlier === line
        ? 'sshd ends the connections of this block, because "any" stands beside other methods; write it alone.'
        : `sshd ends the connections that get AuthenticationMethods ${earlier.text} from an earlier block, too, because this version refuses "any" behind it; let the blocks exclude each other.`,
    refused: false,
    related:
      earlier === line
        ? []
        : [{ source: earlier.source, node: earlier.node, note: 'counts already, where both blocks hold' }],
  }
}
