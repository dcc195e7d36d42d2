import type { Interrupt, Terminal } from '../terminal/terminal.ts'

/** Somebody may want the process to end, also while it waits. */
export class Interruption {
  #signal: Interrupt | undefined
  #end: () => void = () => {}
  readonly #stop: (() => void) | undefined

  constructor(terminal: Pick<Terminal, 'onInterrupt'>) {
    this.#stop = terminal.onInterrupt?.((signal) => {
      this.#signal = signal
      this.#end()
    })
  }

  /** What it was asked with. */
  get signal(): Interrupt | undefined {
    return this.#signal
  }

  /**
   * Waits for something, one at a time; `undefined` where an interruption comes first.
   * Not Promise.race: a promise that lives as long as the run would remember every turn of it.
   */
  orEnd<Value>(awaited: Promise<Value>): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      this.#end = () => resolve(undefined)
      awaited.then(resolve, reject)
    })
  }

  /** Nobody listens any more. */
  stop(): void {
    this.#stop?.()
  }
}
