import { type DetailedReport, type ReportedFinding, SEVERITIES, type Summary } from './report.ts'

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
): { rules: RuleInFleet[]; alike: HostsAlike[] } {
  const tally = new Tally()
  let host = 0
  for (const findings of hosts) {
    tally.add(
      host,
      findings.flatMap((number) => {
        const of = counted(number)
        return of ? [{ number, of }] : []
      }),
    )
    host += 1
  }
  return { rules: tally.rules(example), alike: tally.alike() }
}

/** A finding by its number. */
interface Numbered {
  number: number
  of: Counted
}

/** What was found on the hosts so far: by form, by rule, and by all that is on a host. */
class Tally {
  readonly #forms = new Map<number, { hosts: number[]; first: number }>()
  readonly #rules = new Map<string, { hosts: number[]; of: Counted; forms: Set<number> }>()
  readonly #alike = new Map<string, { hosts: number[]; first: readonly Numbered[] }>()

  /** Hosts come in their order. */
  add(host: number, findings: readonly Numbered[]): void {
    for (const { number, of } of findings) {
      addHost(entry(this.#forms, of.form, { hosts: [], first: number }), host)
      const rule = entry(this.#rules, ruleKey(of), { hosts: [], of, forms: new Set<number>() })
      addHost(rule, host)
      rule.forms.add(of.form)
    }
    if (findings.length === 0) return
    const key = findings
      .map(({ of }) => ruleKey(of))
      .sort()
      .join('\n')
    addHost(entry(this.#alike, key, { hosts: [], first: findings }), host)
  }

  rules(example: (host: number, finding: number) => ReturnType<FormInFleet['example']>): RuleInFleet[] {
    return [...this.#rules.values()].sort(byUrgency).map(({ hosts, of, forms }) => ({
      rule: of.rule,
      severity: of.severity,
      hosts,
      forms: [...forms]
        .flatMap((form) => this.#forms.get(form) ?? [])
        .sort((a, b) => b.hosts.length - a.hosts.length)
        .map(({ hosts, first }) => ({ hosts, example: () => example(hosts[0] ?? 0, first) })),
    }))
  }

  alike(): HostsAlike[] {
    return [...this.#alike.values()].map(hostsAlike).sort(byHarm)
  }
}

function ruleKey({ severity, rule }: Counted): string {
  return `${severity} ${rule}`
}

function entry<Key, Entry>(entries: Map<Key, Entry>, key: Key, fresh: Entry): Entry {
  const known = entries.get(key) ?? fresh
  entries.set(key, known)
  return known
}

/** Once, however much was found there. */
function addHost({ hosts }: { hosts: number[] }, host: number): void {
  if (hosts.at(-1) !== host) hosts.push(host)
}

function hostsAlike({ hosts, first }: { hosts: readonly number[]; first: readonly Numbered[] }): HostsAlike {
  const counts = { error: 0, warning: 0, info: 0 }
  const rules = new Map<string, HostsAlike['rules'][number]>()
  for (const { of } of first) {
    const { rule, severity } = of
    counts[severity] += 1
    rules.set(ruleKey(of), { rule, severity, count: (rules.get(ruleKey(of))?.count ?? 0) + 1 })
  }
  return { hosts, counts, rules: [...rules.values()] }
}

interface RuleCount {
  hosts: readonly number[]
  of: Counted
}

function byUrgency(a: RuleCount, b: RuleCount): number {
  return (
    SEVERITIES.indexOf(a.of.severity) - SEVERITIES.indexOf(b.of.severity) ||
    Number(b.of.locksOut) - Number(a.of.locksOut) ||
    b.hosts.length - a.hosts.length ||
    (a.of.rule < b.of.rule ? -1 : 1)
  )
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
