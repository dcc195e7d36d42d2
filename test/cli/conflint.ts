import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal/terminal.ts'

export interface Outcome {
  status: number
  out: string
  error: string
  /** Files written, by absolute path. */
  written: Record<string, string>
}

/** Runs conflint in a directory, as a shell would without a terminal. */
export async function conflint(
  directory: string,
  argv: readonly string[],
  {
    input = '',
    environment = {},
    terminal = {},
  }: { input?: string; environment?: Record<string, string>; terminal?: Partial<Terminal> } = {},
): Promise<Outcome> {
  const outcome: Outcome = { status: -1, out: '', error: '', written: {} }
  outcome.status = await run(argv, {
    directory,
    environment,
    interactive: false,
    columns: undefined,
    errorInteractive: false,
    out: (text) => {
      outcome.out += typeof text === 'string' ? text : new TextDecoder().decode(text)
    },
    error: (text) => {
      outcome.error += text
    },
    write: (file, text) => {
      outcome.written[file] = text
    },
    append: (file, text) => {
      outcome.written[file] = (outcome.written[file] ?? '') + text
    },
    input: async () => new TextEncoder().encode(input),
    ...terminal,
  })
  return outcome
}

/** The findings of a JSON report, as `file:line rule`. */
export function found({ out }: Outcome): string[] {
  const {
    findings,
  }: { findings: readonly { file: string; rule: string; range: { start: { line: number } } }[] } =
    JSON.parse(out)
  return findings.map(({ file, rule, range }) => `${file}:${range.start.line} ${rule}`)
}
