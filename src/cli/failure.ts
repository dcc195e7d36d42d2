import { Unreadable } from '../host/unreadable.ts'
import { visible } from '../report/visible.ts'

/** Exit statuses of the contract, the same in every format. */
export const EXIT = { clean: 0, findings: 1, usage: 2, unreadable: 3 } as const

/** A reason to stop, in one sentence for the person who called conflint. */
export class Failure extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** conflint was called or configured wrongly. */
export function usageFailure(message: string): Failure {
  return new Failure(EXIT.usage, message)
}

/** An input could not be read or analysed. */
export function inputFailure(message: string): Failure {
  return new Failure(EXIT.unreadable, message)
}

/** The failure that an error means to the person who called conflint; `undefined` where it is a mistake of conflint's. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Unreadable) return inputFailure(error.message)
  return error instanceof Failure ? error : undefined
}

/** Nobody reads on. In characters. */
const LONGEST_LINE = 2000

/** What conflint says on standard error. Names of files in it may hold anything; the terminal must not obey them. */
export function complaint(message: string): string {
  const shortened = (line: string) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line)
  return `conflint: ${message
    .split('\n')
    .map((line) => visible(shortened(line)))
    .join('\n')}\n`
}
