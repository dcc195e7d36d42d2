/**
 * How much work may still be done, counted in steps: about as much as to compare two sets of guards. Work is
 * bounded by steps, not by time, so that the same input always has the same answer.
 */
export class Effort {
  readonly #most: number
  readonly #whole: Effort | undefined
  #spent = 0

  /** `most`: steps; `whole`: what they are taken from. */
  constructor(most: number, whole?: Effort) {
    this.#most = most
    this.#whole = whole
  }

  get spent(): number {
    return this.#spent
  }

  get left(): number {
    return Math.max(0, this.#most - this.#spent)
  }

  /** Counts steps; false where there are no more: then whoever asks gives up. */
  spend(steps = 1): boolean {
    this.#spent += steps
    this.#whole?.spend(steps)
    return this.#spent <= this.#most
  }

  /** The effort for a part of the work: up to `most` steps of those that are left, and `least` even where nothing is left. */
  part(most: number, least: number): Effort {
    return new Effort(Math.max(least, Math.min(most, this.left)), this)
  }
}
