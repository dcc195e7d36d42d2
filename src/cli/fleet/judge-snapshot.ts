import { withNullDevice } from '../../host/null-device.ts'
import { parseSnapshot } from '../../host/parse-snapshot.ts'
import { recorded } from '../../host/recorded.ts'
import { isFault } from '../../host/schema-fault.ts'
import { hostOfSnapshot, type SnapshotFile } from '../../host/snapshot.ts'
import type { DetailedReport, ReportedFinding } from '../../report/report.ts'
import { dialectOf, isAboutSuppressions } from '../../rules/rule.ts'
import type { Arguments } from '../arguments.ts'
import type { Configuration } from '../configuration/settings.ts'
import { complaint, failureOf } from '../failure.ts'
import { type JudgingRequest, judgeEach, judgingRequest } from '../judging/judge-inputs.ts'
import { reportOn } from '../judging/report-on.ts'
import { inputsOf } from '../reading/snapshots.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { digest } from './digest.ts'
import { ANY_HOST, type Found, named, type Outcome, type SnapshotText, type Verdict } from './outcome.ts'
import { type Step, Traces } from './traces.ts'

type ConfigurationFor = (path: string) => Promise<Configuration>

/** Judges snapshots one after the other; what several of them have in common once. */
export class SnapshotJudge {
  readonly #request: JudgingRequest
  readonly #configurationFor: ConfigurationFor
  readonly #terminal: Terminal
  readonly #traces = new Traces<number>(digest)
  #outcomes = 0

  private constructor(request: JudgingRequest, configurationFor: ConfigurationFor, terminal: Terminal) {
    this.#request = request
    this.#configurationFor = configurationFor
    this.#terminal = terminal
  }

  /** @param given the command line that says how to judge */
  static async create(
    given: Arguments,
    configurationFor: ConfigurationFor,
    terminal: Terminal,
  ): Promise<SnapshotJudge> {
    return new SnapshotJudge(await judgingRequest(given, terminal), configurationFor, terminal)
  }

  async judge({ text, path, given, line }: SnapshotText): Promise<Verdict> {
    const snapshot = parseSnapshot(text)
    if (isFault(snapshot)) {
      const where = snapshot.where === '' ? '' : `${snapshot.where}: `
      return { failure: `${given}:${line + snapshot.line - 1}: ${where}${snapshot.message}` }
    }
    const root = await this.#circumstances(snapshot, path)
    const host = withNullDevice(hostOfSnapshot(snapshot))
    const byContent = saysOnce(text, 'host') && saysOnce(text, 'taken')
    const known = this.#traces.find(root, host)
    if (known !== undefined) return { host: snapshot.host, number: known, byContent }
    const steps: Step[] = []
    const listening = recorded(host, digest, (question, answer) => steps.push({ question, answer }))
    try {
      const inputs = await inputsOf({ ...snapshot, host: ANY_HOST }, path, listening)
      const outcome = await this.#outcomeOf(inputs)
      const number = this.#outcomes++
      this.#traces.add(root, steps, number)
      return { host: snapshot.host, number, outcome, byContent }
    } catch (error) {
      const failure = failureOf(error)
      // What is so on one host only is no reason to leave out the others.
      if (failure?.message.includes(ANY_HOST)) return { failure: named(failure.message, snapshot.host) }
      if (failure) throw failure
      const message = error instanceof Error ? error.message : String(error)
      return { failure: `${given}:${line}: internal error: ${message}` }
    }
  }

  async #outcomeOf(inputs: Parameters<typeof judgeEach>[0]): Promise<Outcome> {
    const { judged, failures, notes } = await judgeEach(
      inputs,
      this.#configurationFor,
      this.#request,
      this.#terminal,
    )
    const report = await reportOn({ judged, failures }, this.#terminal)
    const aboutDaemons = report.rules.filter((rule) => !isAboutSuppressions(rule))
    return {
      findings: report.findings.map((finding) => foundIn(finding, report)),
      suppressed: report.suppressed.map((finding) => foundIn(finding, report)),
      read: report.read,
      dialects: [...new Set(aboutDaemons.map(dialectOf))],
      failures: report.failures,
      notes: notes.map((note) => complaint(note)),
      incomplete: report.summary.incomplete ?? [],
    }
  }

  /** All that decides what is found beside the files and facts: versions, what to begin with, settings. */
  async #circumstances(
    { versions, system, configurations, files }: SnapshotFile,
    path: string,
  ): Promise<string> {
    const { file, partsFor } = await this.#configurationFor(path)
    const usual = partsFor?.(path)
    const special = partsFor
      ? Object.keys(files).flatMap((inside) => {
          const parts = partsFor(`${path}:${inside}`)
          return parts === usual ? [] : [[inside, parts]]
        })
      : []
    return JSON.stringify([versions, system, configurations, file, usual, special])
  }
}

/** A finding as text, without what only fixes need, and with the lines that reports quote. */
function foundIn({ connectionClass: _, ...finding }: ReportedFinding, { sources }: DetailedReport): string {
  const lines: Record<string, Record<number, string>> = {}
  const places = [{ file: finding.file, line: finding.range.start.line }, ...finding.evidence]
  for (const { file, line } of places) {
    if (file === undefined || line === undefined) continue
    const text = sources.get(file)?.split(/\r?\n/)[line - 1]
    if (text === undefined) continue
    lines[file] ??= {}
    lines[file][line] = text
  }
  return JSON.stringify({ finding, lines } satisfies Found)
}

/** Whether a member of the snapshot itself is written at most once: no text within it looks like one. */
function saysOnce(text: string, name: string): boolean {
  return [...text.matchAll(new RegExp(`"${name}"\\s*:`, 'g'))].length <= 1
}
