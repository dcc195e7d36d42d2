import { appendFileSync, writeFileSync } from 'node:fs'
import { LARGEST_FILE } from '../../host/live.ts'
import type { Style } from '../../report/report.ts'
import { inputFailure } from '../failure.ts'
import { output } from './output.ts'

/** How somebody asks a process to end. */
export type Interrupt = 'SIGINT' | 'SIGTERM'

/** All that commands see of the process they run in. */
export interface Terminal {
  /** The working directory, absolute. */
  directory: string
  environment: Readonly<Record<string, string | undefined>>
  /** Whether standard output is a terminal, and how many columns it has. */
  interactive: boolean
  columns: number | undefined
  /** Whether standard error is a terminal. */
  errorInteractive: boolean
  out(content: string | Uint8Array): void
  error(text: string): void
  write(file: string, text: string): void
  /** Adds to the end of a file. */
  append(file: string, text: string): void
  /** Standard input to its end. */
  input(): Promise<Uint8Array>
  /** Standard input as it comes, where it does not come at once. */
  pieces?(): AsyncIterable<Uint8Array>
  /** When what was written to standard output has gone out as far as it must before more is written. */
  drained?(): Promise<void>
  /** Has the listener called, once, when somebody wants the process to end; gives back how to stop that. */
  onInterrupt?(listener: (signal: Interrupt) => void): () => void
  /** This program, to be run in further threads. */
  program?: string
}

/** Columns where nobody tells. */
const USUAL_WIDTH = 80
/** What a report needs. */
const NARROWEST = 40

/** How a report on standard output is to look. FORCE_COLOR (force-color.org) counts more than NO_COLOR (no-color.org). */
export function styleOf({
  environment,
  interactive,
  columns,
}: Pick<Terminal, 'environment' | 'interactive' | 'columns'>): Style {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: kind } = environment
  const forced = force === undefined || force === '' ? undefined : force !== '0' && force !== 'false'
  return {
    colour: forced ?? (interactive && !no && kind !== 'dumb'),
    width: Math.max(columns ?? USUAL_WIDTH, NARROWEST),
    links: interactive && followsLinks(environment),
  }
}

/** Whether a terminal is known to make links of OSC 8; others may show the letters. FORCE_HYPERLINK says yes or no. */
function followsLinks(environment: Terminal['environment']): boolean {
  const {
    FORCE_HYPERLINK: force,
    TERM: kind = '',
    TERM_PROGRAM: program = '',
    VTE_VERSION: vte,
  } = environment
  if (force !== undefined && force !== '') return force !== '0'
  if (kind === 'dumb' || environment.CI || environment.TMUX) return false
  return (
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'zed', 'Hyper'].includes(program) ||
    ['xterm-kitty', 'alacritty', 'xterm-ghostty', 'foot', 'contour'].includes(kind) ||
    Number(vte) >= FIRST_VTE_WITH_LINKS ||
    Boolean(environment.WT_SESSION || environment.KONSOLE_VERSION)
  )
}

/** GNOME's terminals crashed with links before VTE 0.50.1. */
const FIRST_VTE_WITH_LINKS = 5001

/**
 * The terminal of this process.
 * @param program what is running, to be run in further threads
 */
export function processTerminal(program?: string): Terminal {
  const [out, error] = [output(1), output(2)]
  return {
    directory: process.cwd(),
    environment: process.env,
    interactive: out.interactive,
    columns: out.columns,
    out: out.write,
    error: error.write,
    errorInteractive: error.interactive,
    write: (file, text) => writeFileSync(file, text),
    append: (file, text) => appendFileSync(file, text),
    input: readStandardInput,
    pieces: standardInput,
    drained: out.drained,
    onInterrupt,
    ...(program !== undefined && { program }),
  }
}

/** Whether somebody waits for standard input, which may never end. */
let waits = false

async function* standardInput(): AsyncGenerator<Uint8Array> {
  waits = true
  for await (const piece of process.stdin) yield typeof piece === 'string' ? Buffer.from(piece) : piece
  waits = false
}

/** The second time, the process ends as if nobody listened. */
function onInterrupt(listener: (signal: Interrupt) => void): () => void {
  const stop = () => {
    process.removeListener('SIGINT', told)
    process.removeListener('SIGTERM', told)
  }
  const told = (signal: Interrupt) => {
    stop()
    listener(signal)
    if (waits) process.stdin.destroy()
  }
  process.once('SIGINT', told)
  process.once('SIGTERM', told)
  return stop
}

async function readStandardInput(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const bytes of standardInput()) {
    total += bytes.length
    if (total > LARGEST_FILE) throw inputFailure('standard input is larger than 16 MiB')
    pieces.push(bytes)
  }
  return Buffer.concat(pieces, total)
}
