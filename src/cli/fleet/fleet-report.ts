import { countFleet, type FormInFleet, formOf } from '../../report/count-fleet.ts'
import type { FleetReport } from '../../report/fleet.ts'
import { LOCKS_OUT } from '../../report/report.ts'
import { type FleetFindings, textOf, wholeSummary } from './fleet-findings.ts'
import { onHost } from './gathered.ts'
import { named } from './outcome.ts'

/** The report by rule and by host, which says once what is the same on many. */
export function fleetReport(findings: FleetFindings): FleetReport {
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
