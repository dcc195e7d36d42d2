import type { Terminal } from './terminal.ts'

/** Who waits longer than this wonders. */
const PATIENCE_IN_MS = 700

/** Shows how far a long run is, on standard error where that is a terminal: the number, and the name at hand. */
export function progress(
  { errorInteractive, error, columns }: Pick<Terminal, 'errorInteractive' | 'error' | 'columns'>,
  total: number | undefined,
  now: () => number = Date.now,
) {
  const isWanted = errorInteractive && total !== 1 && total !== 0
  const start = now()
  let shown = false
  return {
    at(number: number, name: string): void {
      if (!isWanted || now() - start < PATIENCE_IN_MS) return
      const line = `${number}${total === undefined ? '' : `/${total}`} ${name}`.replaceAll(/\p{Cc}/gu, '?')
      error(`\r\u001b[K${line.slice(0, Math.max((columns ?? 80) - 1, 10))}`)
      shown = true
    },
    /** Takes the line away before anything else is written. */
    end(): void {
      if (shown) error('\r\u001b[K')
      shown = false
    },
  }
}
