import { interruptedInWords } from '../../report/fleet-text.ts'
import {
  byUrgency,
  type DetailedReport,
  LOCKS_OUT,
  type ReportedFinding,
  SEVERITIES,
} from '../../report/report.ts'
import { type FleetFindings, textOf, wholeSummary } from './fleet-findings.ts'
import { onHost } from './gathered.ts'
import { type Found, named } from './outcome.ts'

/** A finding on a host, by its number; or one that belongs to none. */
export type Placed = { host: string; finding: number } | { own: ReportedFinding }

/** All findings in the order of urgency, one after the other, however many there are. */
export function* inOrder({ gathered, others }: FleetFindings): Generator<Placed> {
  const { hosts, outcomes, briefs } = gathered
  // Findings of a host are sorted among those of other files by how they begin.
  const places: ({ key: string; outcome: number; host: string } | { key: string; own: ReportedFinding })[] = [
    ...hosts.map(({ name, outcome }) => ({ key: `${name}:`, outcome, host: name })),
    ...others.findings.map((own) => ({ key: own.file, own })),
  ]
  places.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  for (const severity of SEVERITIES) {
    for (const locksOut of [true, false]) {
      const matching = outcomes.map(({ findings }) =>
        findings.filter(
          (number) => briefs[number]?.severity === severity && briefs[number]?.locksOut === locksOut,
        ),
      )
      for (const place of places) {
        if ('own' in place) {
          const isIt = place.own.severity === severity && place.own.tags.includes(LOCKS_OUT) === locksOut
          if (isIt) yield { own: place.own }
        } else for (const finding of matching[place.outcome] ?? []) yield { host: place.host, finding }
      }
    }
  }
}

/** The report with each finding on each host: for formats that have no other way to say it. */
export function expanded(findings: FleetFindings, rules: DetailedReport['rules']): DetailedReport {
  const { gathered, others, failures, interrupted } = findings
  const lines = new Map<string, Record<number, string>>()
  const known = new Map<number, Found>()
  const on = (host: string, number: number): ReportedFinding => {
    const found = known.get(number) ?? gathered.found(number)
    known.set(number, found)
    for (const [file, quoted] of Object.entries(found.lines)) {
      const name = named(file, host)
      lines.set(name, { ...lines.get(name), ...quoted })
    }
    return onHost(found.finding, host)
  }
  const read = gathered.hosts.flatMap(({ name, outcome }) =>
    (gathered.outcomes[outcome]?.read ?? []).map(({ daemon, files }) => ({
      daemon,
      files: files.map((file) => named(file, name)),
    })),
  )
  for (const { files } of read) for (const file of files) lines.set(file, {})
  const all = [...inOrder(findings)].map((placed) =>
    'own' in placed ? placed.own : on(placed.host, placed.finding),
  )
  const suppressed = gathered.hosts.flatMap(({ name, outcome }) =>
    (gathered.outcomes[outcome]?.suppressed ?? []).map((number) => on(name, number)),
  )
  return {
    ...others,
    findings: all,
    suppressed: [...suppressed.filter(isSuppressed), ...others.suppressed].sort(
      (a, b) => Number(isExternal(a)) - Number(isExternal(b)) || byUrgency(a, b),
    ),
    failures: interrupted ? [...failures, interruptedInWords(interrupted)] : failures,
    summary: wholeSummary(findings),
    sources: new Map([
      ...[...lines].map(([file, quoted]) => [file, textOf(quoted)] as const),
      ...others.sources,
    ]),
    read: [...read, ...others.read],
    rules,
  }
}

type Suppressed = DetailedReport['suppressed'][number]

function isExternal({ suppression }: Suppressed): boolean {
  return suppression.kind === 'external'
}

function isSuppressed(finding: ReportedFinding): finding is Suppressed {
  return 'suppression' in finding
}
