import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import {
  type Baseline,
  type BaselineEntry,
  baselineWith,
  entriesOf,
  hideKnown,
  knownIn,
} from '../../report/baseline.ts'
import type { BaselineOutcome, DetailedReport } from '../../report/report.ts'
import {
  type BaselineRequest,
  baselineNames,
  existingBaseline,
  isGone,
  writeBaseline,
} from '../judging/baseline.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { textOf } from './fleet-findings.ts'
import { type Gathered, type GatheredOutcome, onHost } from './gathered.ts'
import { type Found, named } from './outcome.ts'

const NOTHING: Baseline = { version: 1, findings: [] }

/** What a baseline knows of hosts, which are reported one after the other; or is to know from now on. */
export class KnownFindings {
  readonly #earlier: Baseline
  readonly #file: string
  readonly #update: boolean
  readonly #terminal: Terminal
  readonly #shown: string
  readonly #nameOf: (file: string) => string
  readonly #fingerprints: ReadonlySet<string>
  readonly #files: ReadonlySet<string>
  /** The entries for what was found, in so far as they count. */
  readonly #entries: BaselineEntry[] = []
  readonly #found = new Set<string>()
  readonly #judged = new Set<string>()
  #hidden = 0

  private constructor({ file, update }: BaselineRequest, earlier: Baseline, terminal: Terminal) {
    this.#file = file
    this.#update = update
    this.#earlier = earlier
    this.#terminal = terminal
    this.#shown = relative(terminal.directory, file)
    this.#nameOf = baselineNames(file, terminal.directory)
    this.#fingerprints = new Set(earlier.findings.map(({ fingerprint }) => fingerprint))
    this.#files = new Set(earlier.findings.map(({ file }) => file))
  }

  /** @param wanted the baseline, absolute, and whether it is to know all that is found */
  static async in(wanted: BaselineRequest, terminal: Terminal): Promise<KnownFindings> {
    const { file, update } = wanted
    const isNew = update && !existsSync(file)
    const earlier = isNew ? NOTHING : await existingBaseline(wanted, terminal)
    return new KnownFindings(wanted, earlier, terminal)
  }

  /** The outcome of a host without what is known there: the number of an outcome. */
  variant(host: string, number: number, gathered: Gathered): number {
    const outcome = gathered.outcomes[number]
    if (!outcome) return number
    const files = outcome.read.flatMap(({ files }) => files).map((file) => this.#nameOf(named(file, host)))
    const mentioned = files.filter((file) => this.#files.has(file))
    for (const file of mentioned) this.#judged.add(file)
    if (mentioned.length === 0 && !this.#update) return number
    const found = outcome.findings.map((finding) => gathered.found(finding))
    const known = this.#entriesFor(found, host).map(({ fingerprint }) => this.#knows(fingerprint))
    const hidden = found.filter((_, index) => known[index])
    if (hidden.length === 0) return number
    this.#hidden += hidden.length
    const variant: GatheredOutcome = {
      ...outcome,
      findings: outcome.findings.filter((_, index) => !known[index]),
      suppressed: [
        ...outcome.suppressed,
        ...hidden.map((each) => gathered.addFinding(this.#suppressed(each))),
      ],
    }
    return gathered.addVariant(variant)
  }

  /** The report on files that belong to no host, without what is known of them; with what became of the baseline. */
  hideIn(report: DetailedReport): DetailedReport {
    const entries = entriesOf(report, this.#nameOf)
    this.#remember(entries)
    for (const file of report.sources.keys()) this.#judged.add(this.#nameOf(file))
    const findings = entries.filter(({ fingerprint }) => this.#knows(fingerprint))
    const { baseline: _, ...rest } = hideKnown(
      report,
      { version: 1, findings },
      { nameOf: this.#nameOf, wasJudged: () => false, shown: this.#shown },
    )
    this.#hidden += findings.length
    return { ...rest, baseline: this.#outcome() }
  }

  /** Writes the baseline, where it is to be updated. What was not looked at stays in it. */
  write(): void {
    if (!this.#update) return
    const kept = this.#earlier.findings.filter(({ file }) => !this.#wasJudged(file))
    writeBaseline(baselineWith([...this.#entries, ...kept]), this.#file, this.#terminal)
  }

  #outcome(): BaselineOutcome {
    const stale = this.#earlier.findings.filter(
      ({ file, fingerprint }) => !this.#found.has(fingerprint) && this.#wasJudged(file),
    )
    return { known: this.#hidden, stale: this.#update ? 0 : stale.length }
  }

  #entriesFor(found: readonly Found[], host: string): BaselineEntry[] {
    const sources = new Map(
      found.flatMap(({ lines }) =>
        Object.entries(lines).map(([file, quoted]) => [named(file, host), textOf(quoted)] as const),
      ),
    )
    const entries = entriesOf(
      { findings: found.map(({ finding }) => onHost(finding, host)), sources },
      this.#nameOf,
    )
    this.#remember(entries)
    return entries
  }

  #remember(entries: readonly BaselineEntry[]): void {
    for (const { fingerprint } of entries) this.#found.add(fingerprint)
    if (this.#update) this.#entries.push(...entries)
  }

  #knows(fingerprint: string): boolean {
    return this.#update || this.#fingerprints.has(fingerprint)
  }

  #wasJudged(file: string): boolean {
    return this.#judged.has(file) || isGone(file, this.#file)
  }

  #suppressed({ finding, lines }: Found): string {
    return JSON.stringify({ finding: { ...finding, suppression: knownIn(this.#shown) }, lines })
  }
}
