import { loadCommand } from './commands.ts'
import { complaint, EXIT, failureOf } from './failure.ts'
import { plainCall } from './plain-call.ts'
import type { Terminal } from './terminal/terminal.ts'
import { THREAD } from './thread.ts'

/** Runs conflint with the arguments after its name. Gives the exit status; errors are told on standard error, in one sentence. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (argv[0] === THREAD) {
      const { judgeForOthers } = await import('./fleet/worker.ts')
      judgeForOthers()
      return EXIT.clean
    }
    const parsed = plainCall(argv) ?? (await (await import('./parse.ts')).parse(argv, terminal))
    if ('output' in parsed) {
      terminal.out(parsed.output)
      return EXIT.clean
    }
    const command = await loadCommand[parsed.command]()
    return await command(parsed.given, terminal)
  } catch (error) {
    const failure = failureOf(error)
    const message = error instanceof Error ? error.message : String(error)
    if (terminal.environment.CONFLINT_DEBUG)
      terminal.error(`${error instanceof Error ? error.stack : error}\n`)
    else if (failure) terminal.error(complaint(failure.message))
    else terminal.error(complaint(`internal error: ${message} (CONFLINT_DEBUG=1 shows where)`))
    return failure?.status ?? EXIT.unreadable
  }
}
