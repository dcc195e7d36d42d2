import type { DialectName } from '../../dialects/dialect.ts'
import { type Counted, formOf } from '../../report/count-fleet.ts'
import { byUrgency, LOCKS_OUT, type ReportedFinding, type Summary } from '../../report/report.ts'
import { digest } from './digest.ts'
import { type Found, named, type Outcome } from './outcome.ts'
import { TextStore } from './text-store.ts'

/** An outcome, with numbers for the findings that it shares with others. */
export interface GatheredOutcome {
  findings: readonly number[]
  suppressed: readonly number[]
  read: Outcome['read']
  failures: readonly string[]
  notes: readonly string[]
  incomplete: readonly string[]
}

export interface GatheredHost {
  name: string
  /** The number of its outcome. */
  outcome: number
}

/** What reports ask of a finding again and again. */
export interface Brief extends Counted {
  fails: boolean
}

/** What was found on all hosts so far: each finding once, each outcome once, and the outcome of each host. */
export class Gathered {
  readonly hosts: GatheredHost[] = []
  readonly outcomes: GatheredOutcome[] = []
  readonly briefs: Brief[] = []
  readonly summary: Summary = { error: 0, warning: 0, info: 0, files: 0 }
  fails = false
  readonly dialects = new Set<DialectName>()
  readonly #texts = new TextStore()
  readonly #findings = new Map<string, number>()
  readonly #forms = new Map<string, number>()
  readonly #outcomes = new Map<string, number>()
  readonly #places = new Map<string, number>()

  /** A finding that speaks of any host. */
  found(number: number): Found {
    const found: Found = JSON.parse(this.text(number))
    return found
  }

  /** The same as it was written. */
  text(number: number): string {
    return this.#texts.get(number)
  }

  /** Gives the number of a finding: the JSON of `Found`. */
  addFinding(text: string): number {
    return this.#findingNumber(text)
  }

  /** Gives the number of an outcome that differs from one that there was. */
  addVariant(outcome: GatheredOutcome): number {
    return this.#numberOf(outcome)
  }

  /** Gives the number of the outcome. */
  addOutcome({ findings, suppressed, read, dialects, failures, notes, incomplete }: Outcome): number {
    for (const dialect of dialects) this.dialects.add(dialect)
    return this.#numberOf({
      findings: findings.map((text) => this.#findingNumber(text)),
      suppressed: suppressed.map((text) => this.#findingNumber(text)),
      read,
      failures,
      notes,
      incomplete,
    })
  }

  /**
   * Adds a host. One of this name that was there before has what was found in both snapshots.
   * @returns what is new of it
   */
  addHost(name: string, outcome: number): { findings: readonly number[]; failures: readonly string[] } {
    const added = this.outcomes[outcome]
    if (!added) return { findings: [], failures: [] }
    const place = this.#places.get(name)
    const earlier = place === undefined ? undefined : this.hosts[place]
    const before = earlier && this.outcomes[earlier.outcome]
    if (!earlier || !before) {
      this.#places.set(name, this.hosts.length)
      this.hosts.push({ name, outcome })
      this.#count(added.findings, filesIn(added).size)
      return added
    }
    if (earlier.outcome === outcome) return { findings: [], failures: [] }
    const union = this.#union(before, added)
    earlier.outcome = this.#numberOf(union)
    const findings = added.findings.filter((finding) => !before.findings.includes(finding))
    this.#count(findings, filesIn(union).size - filesIn(before).size)
    return { findings, failures: added.failures.filter((failure) => !before.failures.includes(failure)) }
  }

  close(): void {
    this.#texts.close()
  }

  #count(findings: readonly number[], files: number): void {
    this.summary.files += files
    for (const finding of findings) {
      const brief = this.briefs[finding]
      if (!brief) continue
      this.summary[brief.severity] += 1
      this.fails ||= brief.fails
    }
  }

  #union(before: GatheredOutcome, added: GatheredOutcome): GatheredOutcome {
    const both = (one: readonly number[], other: readonly number[]) =>
      [...new Set([...one, ...other])]
        .map((number) => ({ number, finding: this.found(number).finding }))
        .sort((a, b) => byUrgency(a.finding, b.finding))
        .map(({ number }) => number)
    return {
      findings: both(before.findings, added.findings),
      suppressed: both(before.suppressed, added.suppressed),
      read: [...before.read, ...added.read],
      failures: [...new Set([...before.failures, ...added.failures])],
      notes: [...new Set([...before.notes, ...added.notes])],
      incomplete: [...new Set([...before.incomplete, ...added.incomplete])],
    }
  }

  #numberOf(outcome: GatheredOutcome): number {
    const key = digest(JSON.stringify(outcome))
    const known = this.#outcomes.get(key)
    if (known !== undefined) return known
    this.outcomes.push(outcome)
    this.#outcomes.set(key, this.outcomes.length - 1)
    return this.outcomes.length - 1
  }

  #findingNumber(text: string): number {
    const key = digest(text)
    const known = this.#findings.get(key)
    if (known !== undefined) return known
    const { finding }: Found = JSON.parse(text)
    const { severity, rule, fails, tags } = finding
    const form = digest(formOf(finding))
    this.#forms.set(form, this.#forms.get(form) ?? this.#forms.size)
    const locksOut = tags.includes(LOCKS_OUT)
    this.briefs.push({ severity, rule, fails, locksOut, form: this.#forms.get(form) ?? 0 })
    const number = this.#texts.add(text)
    this.#findings.set(key, number)
    return number
  }
}

function filesIn({ read }: GatheredOutcome): Set<string> {
  return new Set(read.flatMap(({ files }) => files))
}

/** The finding on one host, with the names that it has there. */
export function onHost<Piece extends ReportedFinding>(finding: Piece, host: string): Piece {
  const own = <Placed extends { file?: string }>(placed: Placed): Placed =>
    placed.file === undefined ? placed : { ...placed, file: named(placed.file, host) }
  const [first, ...rest] = finding.evidence
  return {
    ...own(finding),
    ...(finding.host !== undefined && { host }),
    evidence: [own(first), ...rest.map(own)],
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(own) })),
  }
}
