import type { Interrupted } from '../../report/fleet.ts'
import { type DetailedReport, incompleteIn, type Summary } from '../../report/report.ts'
import type { Gathered } from './gathered.ts'
import { named } from './outcome.ts'

/** All that is reported: what was found on hosts, and in files that belong to none. */
export interface FleetFindings {
  gathered: Gathered
  /** What was judged beside the hosts. */
  others: DetailedReport
  /** Inputs that could not be judged, and why. */
  failures: readonly string[]
  interrupted?: Interrupted
}

/** The numbers for all. */
export function wholeSummary({ gathered, others }: FleetFindings): Summary {
  const [one, other] = [gathered.summary, others.summary]
  const hosts = gathered.hosts.length
  const incomplete = gathered.hosts.flatMap(({ name, outcome }) =>
    (gathered.outcomes[outcome]?.incomplete ?? []).map((file) => named(file, name)),
  )
  return {
    error: one.error + other.error,
    warning: one.warning + other.warning,
    info: one.info + other.info,
    files: one.files + other.files,
    ...(hosts > 1 && { hosts }),
    ...incompleteIn([...incomplete, ...(other.incomplete ?? [])]),
  }
}

/** A text in which these lines are what they are; of others nobody asks. */
export function textOf(lines: Readonly<Record<number, string>>): string {
  const all: string[] = []
  for (const [line, content] of Object.entries(lines)) {
    while (all.length < Number(line)) all.push('')
    all[Number(line) - 1] = content
  }
  return all.join('\n')
}
