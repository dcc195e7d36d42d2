import {
  type BaselineOutcome,
  type DetailedReport,
  LOCKS_OUT,
  type ReportedFinding,
  SEVERITIES,
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

export interface RuleInFleet {
  rule: string
  severity: ReportedFinding['severity']
  /** Numbers in `names`. */
  hosts: readonly number[]
  /** The same contradiction in other words or of other values, the most frequent first. */
  forms: readonly FormInFleet[]
}

/** A contradiction that is the same on several hosts, in whatever lines it stands. */
export interface FormInFleet {
  hosts: readonly number[]
  /** How it is on the first of them. */
  example(): { finding: ReportedFinding; sources: DetailedReport['sources'] }
}

/** Hosts on which the same rules found the same number of things. */
export interface HostsAlike {
  hosts: readonly number[]
  counts: Pick<Summary, 'error' | 'warning' | 'info'>
  rules: readonly { rule: string; severity: ReportedFinding['severity']; count: number }[]
}

/** What makes findings the same contradiction: all but where it stands. */
export function formOf(finding: ReportedFinding): string {
  const { rule, severity, confidence, message, evidence, scope, versions, daemon } = finding
  const pieces = evidence.map(({ keyword, value, origin, note }) => [keyword, value, origin, note])
  const form = JSON.stringify([rule, severity, confidence, message, pieces, scope?.match, versions, daemon])
  return form.replaceAll(/\b(line|lines) \d+/g, '$1 N')
}

/** A finding as counting sees it. */
export interface Counted {
  rule: string
  severity: ReportedFinding['severity']
  /** Whether it is about people who cannot log in any more. */
  locksOut: boolean
  /** The number of its form. */
  form: number
}

/**
 * Counts findings.
 * @param hosts for each name the findings there, as numbers
 * @param counted what a finding is
 * @param example how a form is on a host
 */
export function countFleet(
  hosts: Iterable<readonly number[]>,
  counted: (finding: number) => Counted | undefined,
  example: (host: number, finding: number) => ReturnType<FormInFleet['example']>,
): Pick<FleetReport, 'rules' | 'alike'> {
  const forms = new Map<number, { hosts: number[]; first: number; of: Counted }>()
  const rules = new Map<string, { hosts: number[]; of: Counted; forms: Set<number> }>()
  const alike = new Map<string, { hosts: number[]; first: readonly number[] }>()
  let host = 0
  for (const findings of hosts) {
    const all: Counted[] = []
    for (const number of findings) {
      const of = counted(number)
      if (!of) continue
      all.push(of)
      const form = forms.get(of.form) ?? { hosts: [], first: number, of }
      forms.set(of.form, form)
      if (form.hosts.at(-1) !== host) form.hosts.push(host)
      const key = `${of.severity} ${of.rule}`
      const rule = rules.get(key) ?? { hosts: [], of, forms: new Set() }
      rules.set(key, rule)
      if (rule.hosts.at(-1) !== host) rule.hosts.push(host)
      rule.forms.add(of.form)
    }
    if (all.length > 0) {
      const key = all
        .map(({ severity, rule }) => `${severity} ${rule}`)
        .sort()
        .join('\n')
      const like = alike.get(key) ?? { hosts: [], first: findings }
      alike.set(key, like)
      like.hosts.push(host)
    }
    host += 1
  }
  const inOrder = [...rules.values()].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.of.severity) - SEVERITIES.indexOf(b.of.severity) ||
      Number(b.of.locksOut) - Number(a.of.locksOut) ||
      b.hosts.length - a.hosts.length ||
      (a.of.rule < b.of.rule ? -1 : 1),
  )
  return {
    rules: inOrder.map(({ hosts, of, forms: numbers }) => ({
      rule: of.rule,
      severity: of.severity,
      hosts,
      forms: [...numbers]
        .flatMap((number) => forms.get(number) ?? [])
        .sort((a, b) => b.hosts.length - a.hosts.length)
        .map(({ hosts, first }) => ({ hosts, example: () => example(hosts[0] ?? 0, first) })),
    })),
    alike: [...alike.values()].map((like) => hostsAlike(like, counted)).sort(byHarm),
  }
}

function hostsAlike(
  { hosts, first }: { hosts: readonly number[]; first: readonly number[] },
  counted: (finding: number) => Counted | undefined,
): HostsAlike {
  const counts = { error: 0, warning: 0, info: 0 }
  const rules = new Map<string, HostsAlike['rules'][number]>()
  for (const number of first) {
    const of = counted(number)
    if (!of) continue
    const { rule, severity } = of
    counts[severity] += 1
    const key = `${severity} ${rule}`
    rules.set(key, { rule, severity, count: (rules.get(key)?.count ?? 0) + 1 })
  }
  return { hosts, counts, rules: [...rules.values()] }
}

function byHarm(a: HostsAlike, b: HostsAlike): number {
  return (
    b.counts.error - a.counts.error ||
    b.counts.warning - a.counts.warning ||
    b.counts.info - a.counts.info ||
    b.hosts.length - a.hosts.length ||
    (a.hosts[0] ?? 0) - (b.hosts[0] ?? 0)
  )
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
