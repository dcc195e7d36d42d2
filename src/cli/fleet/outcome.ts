import type { DialectName } from '../../dialects/dialect.ts'
import type { ReportedFinding } from '../../report/report.ts'

/**
 * The name of the host in outcomes, which hosts with the same outcome share: no character of Unicode, so that no file
 * holds it.
 */
export const ANY_HOST = '\uffff'

/** What was found on a host, and on all others of which the same is so. */
export interface Outcome {
  /** Findings, each as the JSON of `Found`, in the order of urgency. */
  findings: readonly string[]
  /** What is not reported because comments say so: the same. */
  suppressed: readonly string[]
  /** The files of each configuration, and whose behaviour they were judged by. */
  read: readonly { daemon: string; files: readonly string[] }[]
  dialects: readonly DialectName[]
  /** Configurations that could not be judged, and why. */
  failures: readonly string[]
  /** What people should know about how it was judged. */
  notes: readonly string[]
  /** Files of which not all connections were examined. */
  incomplete: readonly string[]
}

/** A finding, and the lines that it quotes: by file and number. */
export interface Found {
  finding: ReportedFinding
  lines: Readonly<Record<string, Readonly<Record<number, string>>>>
}

/** What became of a snapshot. */
export type Verdict =
  /** It is none, or one that cannot be read. */
  | { failure: string }
  | {
      host: string
      /** The same number for the same outcome, from the same judge. */
      number: number
      /** Where the number is a new one. */
      outcome?: Outcome
      /** Whether another snapshot that differs from it only in the name of the host and the time has the same outcome. */
      byContent: boolean
    }

/** A snapshot to judge. */
export interface SnapshotText {
  text: string
  /** The file that it is in, absolute. */
  path: string
  /** That file, for people. */
  given: string
  /** The line of the file in which it begins, from 1. */
  line: number
}

/** Gives a name to what speaks of any host. */
export function named<Text extends string>(text: Text, host: string): string {
  return text.includes(ANY_HOST) ? text.replaceAll(ANY_HOST, () => host) : text
}
