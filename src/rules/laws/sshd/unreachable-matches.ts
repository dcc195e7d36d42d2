import { type Relations, relationsOf } from '../../../classes/relations.ts'
import type { Config, Criterion, Guard, Problem } from '../../../dialects/dialect.ts'
import { memory } from '../../../host/memory.ts'

const anybody = memory({})

/**
 * Match lines whose criteria no connection can meet.
 * @param meant what a block asks for, where that is not what it says
 */
export function unreachableMatches(
  { guards }: Config,
  relations: () => Relations,
  meant: (guard: Guard) => Guard,
): readonly Problem[] {
  const impossible = guards.filter((guard) => relations().canHold([guard]) === false)
  return impossible.flatMap((guard): Problem[] => {
    // A template may leave a criterion open; a broken line is told as such; a version is no mistake.
    if (guard.criteria.some((criterion) => criterion.kind === 'constant' && !criterion.holds)) return []
    const line = guard.lines.at(-1)
    if (!line || impossible.some((other) => isAround(other, guard))) return []
    const message = `No connection ever gets what this block sets: ${reason(meant(guard))}.`
    return [{ ...line, rule: 'sshd/unreachable-match', message, refused: false }]
  })
}

/** The block that the Include line of the other one's file stands in. */
function isAround(outer: Guard, inner: Guard): boolean {
  return (
    outer.lines.length === inner.lines.length - 1 &&
    outer.lines.every((line, i) => line.node === inner.lines[i]?.node)
  )
}

/** Whether no connection whatever meets these criteria. */
export function isImpossible(criteria: readonly Criterion[]): boolean {
  const guard = { index: 0, criteria, lines: [], text: [] }
  return relationsOf([guard], anybody).canHold([guard]) === false
}

/** Why the criteria cannot be met, and what to write: the first of them that cannot be met alone, or the first two that exclude each other. */
function reason(guard: Guard): string {
  const parts = guard.criteria.map((criterion, i) => ({ criterion, text: guard.text[i] ?? criterion.kind }))
  const impossible = parts.find(({ criterion }) => isImpossible([criterion]))
  if (impossible) return `${impossible.text} ${faultOf(impossible.criterion)}`
  for (const [i, one] of parts.entries())
    for (const other of parts.slice(i + 1))
      if (isImpossible([one.criterion, other.criterion]))
        return `${one.text} and ${other.text} exclude each other`
  return `${parts.map(({ text }) => text).join(' and ')} exclude each other`
}

function faultOf(criterion: Criterion): string {
  const items =
    'patterns' in criterion ? criterion.patterns : 'networks' in criterion ? criterion.networks : []
  const wanted = items.filter(({ negated }) => !negated)
  if (wanted.length === 0) return 'only excludes; put "*," before what it excludes'
  if ('networks' in criterion) {
    const text = wanted.find((item) => 'pattern' in item)
    if (text && 'pattern' in text)
      return `holds no network that sshd can read: it compares "${text.pattern}" as text, and no address fits; write it as ADDRESS/LENGTH`
  }
  return 'excludes all that it includes'
}
