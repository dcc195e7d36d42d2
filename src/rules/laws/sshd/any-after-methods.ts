import { type ConnectionClass, connectionClasses } from '../../../classes/classes.ts'
import type { Config, Guard, Problem, Setting } from '../../../dialects/dialect.ts'
import { at, targetFor } from '../../../dialects/sshd/releases.ts'
import { memory } from '../../../host/memory.ts'

const anybody = memory({})

/**
 * Up to 9.6 `any` was refused where methods already counted for the same connection: on one line of a block, or in an
 * earlier block. sshd starts, and gives up when it reads the file for that connection (servconf.c sAuthenticationMethods).
 */
export function anyAfterMethods(config: Config): readonly Problem[] {
  const { release } = targetFor(config.version)
  if (release >= at('9.7')) return []
  const lines = config.settings.filter(({ keyword }) => keyword === 'AuthenticationMethods')
  return lines.flatMap((line, index): Problem[] => {
    const words = wordsOf(line)
    if (!words.includes('any')) return []
    // Up to 8.6, a line was looked at only where it counts; from 8.7 on, wherever it stands.
    const earlier = release < at('8.7') ? [] : lines.slice(0, index)
    const counting = words.length > 1 ? [line] : earlier
    const ended = counting.flatMap((methods) => {
      const connections = methods.guard && meeting(methods.guard)
      return connections ? [{ methods, connections }] : []
    })
    return ended.length > 0 ? [problem(line, ended)] : []
  })
}

function wordsOf({ value }: Setting): readonly string[] {
  return Array.isArray(value) ? value : [String(value)]
}

function meeting(guard: Guard): ConnectionClass | undefined {
  return connectionClasses([guard], anybody).classes.find(({ holds }) => holds.has(guard))
}

interface Ended {
  /** The line that counts for these connections when sshd comes to `any`. */
  methods: Setting
  connections: ConnectionClass
}

function problem(line: Setting, ended: readonly Ended[]): Problem {
  const earlier = ended.map(({ methods }) => methods).filter((methods) => methods !== line)
  const values = [...new Set(earlier.map(({ text }) => text))].join(' or ')
  return {
    rule: 'sshd/any-after-methods',
    source: line.source,
    node: line.node,
    message:
      earlier.length === 0
        ? 'sshd ends the connections of this block, because "any" stands beside other methods; write it alone.'
        : `sshd ends every connection that gets AuthenticationMethods ${values} from an earlier block, because this version refuses "any" behind it, wherever it stands; name the methods in the place of "any", or ${line.guard ? 'put this block first' : 'remove the line'}.`,
    refused: false,
    related: earlier.map(({ source, node }) => ({
      source,
      node,
      note: 'counts already, when sshd comes to "any"',
    })),
    concerns: ended.map(({ connections }) => connections),
  }
}
