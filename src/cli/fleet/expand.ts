import { countFleet, type FormInFleet, formOf } from '../../report/count-fleet.ts'
import type { FleetReport, Interrupted } from '../../report/fleet.ts'
import { interruptedInWords } from '../../report/fleet-text.ts'
import {
  byUrgency,
  type DetailedReport,
  LOCKS_OUT,
  type ReportedFinding,
  SEVERITIES,
  type Summary,
} from '../../report/report.ts'
import { type Gathered, onHost } from './gathered.ts'
import { type Found, named } from './outcome.ts'

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
  return {
    error: one.error + other.error,
    warning: one.warning + other.warning,
    info: one.info + other.info,
    files: one.files + other.files,
    ...(hosts > 1 && { hosts }),
  }
}

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

/** A text in which these lines are what they are; of others nobody asks. */
export function textOf(lines: Readonly<Record<number, string>>): string {
  const all: string[] = []
  for (const [line, content] of Object.entries(lines)) {
    while (all.length < Number(line)) all.push('')
    all[Number(line) - 1] = content
  }
  return all.join('\n')
}

/** The report by rule and by host, which says once what is the same on many. */
export function shared(findings: FleetFindings): FleetReport {
  const { gathered, others, failures, interrupted } = findings
  const { hosts, outcomes, briefs } = gathered
  // Files that belong to no host stand behind the hosts.
  const files = [...new Set(others.findings.map(({ file }) => file))]
  const forms = new Map<string, number>()
  const own = others.findings.map((finding) => {
    const form = formOf(finding)
    forms.set(form, forms.get(form) ?? -1 - forms.size)
    const { rule, severity, tags } = finding
    return { rule, severity, locksOut: tags.includes(LOCKS_OUT), form: forms.get(form) ?? -1 }
  })
  const counted = (number: number) => (number < 0 ? own[-1 - number] : briefs[number])
  const example = (host: number, number: number): ReturnType<FormInFleet['example']> => {
    const finding = others.findings[-1 - number]
    if (number < 0 && finding) return { finding, sources: others.sources }
    const found = gathered.found(number)
    const name = hosts[host]?.name ?? ''
    const sources = new Map(
      Object.entries(found.lines).map(([file, lines]) => [named(file, name), textOf(lines)]),
    )
    return { finding: onHost(found.finding, name), sources }
  }
  function* numbers(): Generator<readonly number[]> {
    for (const { outcome } of hosts) yield outcomes[outcome]?.findings ?? []
    for (const file of files)
      yield others.findings.flatMap((finding, index) => (finding.file === file ? [-1 - index] : []))
  }
  return {
    tool: others.tool,
    summary: wholeSummary(findings),
    unit: files.length === 0 ? 'host' : hosts.length === 0 ? 'file' : 'host or file',
    names: [...hosts.map(({ name }) => name), ...files],
    ...countFleet(numbers(), counted, example),
    failures,
    suppressed:
      others.suppressed.length +
      hosts.reduce((sum, { outcome }) => sum + (outcomes[outcome]?.suppressed.length ?? 0), 0) -
      (others.baseline?.known ?? 0),
    ...(others.baseline && { baseline: others.baseline }),
    ...(interrupted && { interrupted }),
  }
}
