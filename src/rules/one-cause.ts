import type { DetailedFinding } from './finding.ts'
import type { Rule } from './rule.ts'

/**
 * One cause is one finding: without those whose rule says `unless` of another rule that reports one of the same lines,
 * for the same connections or for more.
 */
export function oneForEachCause(
  findings: readonly DetailedFinding[],
  rules: readonly Rule[],
): DetailedFinding[] {
  const yielding = new Map(
    rules.flatMap(({ id, unless }) => (unless ? [[id, new Set(unless)] as const] : [])),
  )
  const others = new Set([...yielding.values()].flatMap((ids) => [...ids]))
  const telling = findings.filter(({ rule }) => others.has(rule))
  if (telling.length === 0) return [...findings]
  const byLine = new Map<string, DetailedFinding[]>()
  for (const finding of telling)
    for (const line of linesOf(finding)) byLine.set(line, [...(byLine.get(line) ?? []), finding])
  return findings.filter((finding) => {
    const ids = yielding.get(finding.rule)
    if (!ids) return true
    return !linesOf(finding).some((line) =>
      byLine.get(line)?.some((other) => ids.has(other.rule) && isForAllOf(other, finding)),
    )
  })
}

function linesOf({ evidence }: DetailedFinding): string[] {
  return evidence.flatMap(({ file, line }) => (line === undefined ? [] : [`${file}:${line}`]))
}

/** Whether the one is told of all connections that the other is told of. Laws of the file speak of the line itself. */
function isForAllOf(
  { connectionClass: wide }: DetailedFinding,
  { connectionClass: narrow }: DetailedFinding,
) {
  return !wide || [...wide.holds].every((guard) => narrow?.holds.has(guard) ?? false)
}
