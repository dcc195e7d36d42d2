import { compare } from '../compare/compare.ts'
import type { Config, Guard } from '../dialects/dialect.ts'
import type { Host } from '../host/host.ts'
import type { DetailedFinding, Severity } from '../rules/finding.ts'
import type { Plan } from './plan.ts'

/** A configuration, and what is found in it. */
export interface Judged {
  config: Config
  findings: readonly DetailedFinding[]
}

/**
 * Whether a fix does what it says and nothing else: the finding is gone, nothing new is found, the daemon takes the
 * files, and over all connections only the settings that it names change, only for the block that it names.
 */
export function isProven(
  plan: Plan,
  finding: DetailedFinding,
  before: Judged,
  after: Judged,
  host: Host,
): boolean {
  if (refusals(after.config) > refusals(before.config)) return false
  const known = new Set(before.findings.map(identity))
  const isNew = (found: DetailedFinding) =>
    found.severity !== ('info' satisfies Severity) && !known.has(identity(found))
  if (after.findings.some((found) => identity(found) === identity(finding) || isNew(found))) return false
  const { differences, complete } = compare(before.config, after.config, host)
  const isNamed = (guard: Guard) => plan.guard !== undefined && guard.text.join() === plan.guard.text.join()
  return (
    complete &&
    differences.every(
      ({ keyword, connectionClass }) =>
        plan.keywords.has(keyword) && (plan.guard === undefined || [...connectionClass.holds].some(isNamed)),
    )
  )
}

/** A finding wherever its lines have moved to. */
function identity({ rule, message, scope, file }: DetailedFinding): string {
  return [rule, file, message, ...(scope?.match ?? [])].join('\0')
}

function refusals({ problems }: Config): number {
  return problems.filter(({ refused }) => refused).length
}
