import type { Terminal } from './terminal.ts'

/** A terminal where nothing is shown, nothing written and nothing read. */
export function silentTerminal(directory: string): Terminal {
  return {
    directory,
    environment: {},
    interactive: false,
    errorInteractive: false,
    columns: undefined,
    out() {},
    error() {},
    write() {},
    append() {},
    input: async () => new Uint8Array(),
  }
}
