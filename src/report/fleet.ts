import { type Counted, countFleet, formOf, type HostsAlike, type RuleInFleet } from './count-fleet.ts'
import {
  type BaselineOutcome,
  type DetailedReport,
  LOCKS_OUT,
  type ReportedFinding,
  type Summary,
} from './report.ts'

/** What was found on many hosts, or in many files: what they have in common is there once. */
export interface FleetReport {
  tool: DetailedReport['tool']
  summary: Summary
  /** What findings are counted by. */
  unit: 'host' | 'file' | 'host or file'
  /** The names of all hosts that were judged, or of the files. */
  names: readonly string[]
  /** The rules that found something, the most urgent first. */
  rules: readonly RuleInFleet[]
  /** Hosts by what was found on them, the worst first; those without findings are in none. */
  alike: readonly HostsAlike[]
  /** Inputs that could not be judged, and why. */
  failures: readonly string[]
  /** How many findings comments keep from being reported. */
  suppressed: number
  /** What became of the baseline, where there is one. */
  baseline?: BaselineOutcome
  interrupted?: Interrupted
}

/** How far a run came that somebody ended. */
export interface Interrupted {
  after: number
  /** Of how many; unknown where they were still coming. */
  of?: number
}

/** A report on files as one on many: what several of them have in common is there once. */
export function fleetOf(report: DetailedReport): FleetReport {
  const hosts = report.findings.some(({ host }) => host !== undefined)
  // A host is known by what was found on it, a file by being read.
  const read = hosts ? [] : report.read.flatMap(({ files }) => files)
  const names = new Map<string, number[]>(read.map((file) => [file, []]))
  const forms = new Map<string, number>()
  const counted = report.findings.map((finding, number): Counted => {
    const name = nameOf(finding)
    names.set(name, [...(names.get(name) ?? []), number])
    const form = formOf(finding)
    forms.set(form, forms.get(form) ?? forms.size)
    const { rule, severity, tags } = finding
    return { rule, severity, locksOut: tags.includes(LOCKS_OUT), form: forms.get(form) ?? 0 }
  })
  const of = (number: number) => counted[number]
  const example = (_: number, number: number) => {
    const finding = report.findings[number]
    if (!finding) throw new Error('there is no such finding')
    return { finding, sources: report.sources }
  }
  return {
    tool: report.tool,
    summary: report.summary,
    unit: hosts ? 'host' : 'file',
    names: [...names.keys()],
    ...countFleet(names.values(), of, example),
    failures: report.failures,
    suppressed: report.suppressed.length - (report.baseline?.known ?? 0),
    ...(report.baseline && { baseline: report.baseline }),
  }
}

function nameOf({ host, file }: ReportedFinding): string {
  return host ?? file
}
