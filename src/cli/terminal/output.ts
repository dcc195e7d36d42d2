import { fstatSync, statSync, writeSync } from 'node:fs'
import { devNull } from 'node:os'

/** Where a process writes: standard output or standard error. */
export interface Output {
  interactive: boolean
  columns: number | undefined
  write(content: string | Uint8Array): void
  /** When a slow reader has caught up. */
  drained(): Promise<void>
}

/**
 * An output of this process. Pipes and files are written to directly: Node's streams take longer to load than a file
 * takes to judge. Terminals, and pipes that take no more for now, get them.
 */
export function output(descriptor: 1 | 2): Output {
  let stream = mayBeTerminal(descriptor) ? streamOf(descriptor) : undefined
  return {
    interactive: stream?.isTTY === true,
    columns: stream?.columns,
    write(content) {
      if (stream) return void stream.write(content)
      const rest = writeNow(descriptor, typeof content === 'string' ? Buffer.from(content) : content)
      if (rest.length === 0) return
      stream = streamOf(descriptor)
      stream.write(rest)
    },
    async drained() {
      const waiting = stream
      if (!waiting?.writableNeedDrain || waiting.destroyed) return
      await new Promise<void>((resolve) => {
        const events = ['drain', 'close', 'error']
        const done = () => {
          for (const event of events) waiting.removeListener(event, done)
          resolve()
        }
        for (const event of events) waiting.on(event, done)
      })
    },
  }
}

/** Only character devices can be terminals; /dev/null, the most usual of them, is none. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isCharacterDevice() && stats.rdev !== statSync(devNull).rdev
  } catch {
    return false
  }
}

/** Writes what can be written without waiting; gives the rest. */
function writeNow(descriptor: number, bytes: Uint8Array): Uint8Array {
  let rest = bytes
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
    return rest
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EAGAIN') return rest
    if (code === 'EPIPE') return new Uint8Array()
    throw error
  }
}

function streamOf(descriptor: 1 | 2): NodeJS.WriteStream {
  const stream = descriptor === 1 ? process.stdout : process.stderr
  // A reader that has seen enough (`| head`) is no error.
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
