import { fixAll } from '../fix/fix.ts'
import { isFailure } from '../host/host.ts'
import { judgingFor } from '../judgement/judge.ts'
import { decodeBytes } from '../syntax/bytes.ts'
import { KNOWN_RULES } from './dialects.ts'
import type { Input, LintOptions } from './options.ts'
import { treesOf } from './trees.ts'
import { wantedFrom } from './wanted.ts'

export interface FixOptions extends LintOptions {
  /** Also the fixes that may change what was meant. */
  unsafe?: boolean
}

export interface Fixed {
  /** The text of each file that the fixes change, by the name under which it was given. */
  files: Readonly<Record<string, string>>
  /** What was done, one sentence a fix. */
  fixes: readonly string[]
}

/**
 * Applies the fixes that are proven: reading the fixed files again shows that, over all connections, only the
 * named settings change. Nothing is written.
 */
export function fix(input: Input, options: FixOptions = {}): Fixed {
  const wanted = wantedFrom(options)
  const outcomes = treesOf(input, options).map((tree) => {
    const { judgeAgain } = judgingFor(tree, KNOWN_RULES[tree.dialect.name], wanted)
    const { host, titles } = fixAll(judgeAgain(tree.host), tree.host, judgeAgain, options.unsafe ?? false)
    const files = tree.config.sources.flatMap(({ path, text }) => {
      const bytes = host.read(path)
      const after = isFailure(bytes) ? text : decodeBytes(bytes).text
      return after === text ? [] : [[tree.shown(path), after] as const]
    })
    return { files, titles }
  })
  return {
    files: Object.fromEntries(outcomes.flatMap(({ files }) => files)),
    fixes: outcomes.flatMap(({ titles }) => titles),
  }
}
