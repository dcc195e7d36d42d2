import { writeFileSync } from 'node:fs'
import { LARGEST_FILE } from '../host/live.ts'
import type { Style } from '../report/report.ts'
import { inputFailure } from './failure.ts'

/** All that commands see of the process they run in. */
export interface Terminal {
  /** The working directory, absolute. */
  directory: string
  environment: Readonly<Record<string, string | undefined>>
  /** Whether standard output is a terminal, and how many columns it has. */
  interactive: boolean
  columns: number | undefined
  out(text: string): void
  error(text: string): void
  write(file: string, text: string): void
  /** Standard input to its end. */
  input(): Promise<Uint8Array>
}

/** Columns where nobody tells. */
const USUAL_WIDTH = 80

/** How a report on standard output is to look. FORCE_COLOR (force-color.org) counts more than NO_COLOR (no-color.org). */
export function styleOf({ environment, interactive, columns }: Terminal): Style {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: kind } = environment
  const forced = force === undefined || force === '' ? undefined : force !== '0' && force !== 'false'
  return {
    colour: forced ?? (interactive && !no && kind !== 'dumb'),
    width: Math.max(columns ?? USUAL_WIDTH, 40),
  }
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that has seen enough (`| head`) is no error.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  return {
    directory: process.cwd(),
    environment: process.env,
    interactive: process.stdout.isTTY === true,
    columns: process.stdout.columns,
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    write: (file, text) => writeFileSync(file, text),
    input: readStandardInput,
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const piece of process.stdin) {
    const bytes: Uint8Array = typeof piece === 'string' ? Buffer.from(piece) : piece
    total += bytes.length
    if (total > LARGEST_FILE) throw inputFailure('standard input is larger than 16 MiB')
    pieces.push(bytes)
  }
  return Buffer.concat(pieces, total)
}
