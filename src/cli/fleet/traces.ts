import type { Host } from '../../host/host.ts'
import { answerOf, type Digest, type Question } from '../../host/recorded.ts'

/** A question with the answer that was given. */
export interface Step {
  question: Question
  answer: string
}

/** What follows from the same answers: further questions, in their order, and then the result or a parting of the ways. */
interface Path<Result> {
  steps: readonly Step[]
  end: Ending<Result>
}
type Ending<Result> =
  | { result: Result; used: number }
  | { question: Question; ways: Map<string, Path<Result>> }

/** How many results are remembered; beyond that, those that nobody wanted for the longest time are forgotten. */
const MOST = 1000

/**
 * Results of judging, by what was asked and answered on the way. A host that gives all the same answers has the same result,
 * whatever else there is on it.
 */
export class Traces<Result> {
  readonly #roots = new Map<string, Path<Result>>()
  readonly #steps = new Map<string, Step>()
  readonly #digest: Digest
  #clock = 0
  #count = 0

  constructor(digest: Digest) {
    this.#digest = digest
  }

  /** The result of a host that gave the same answers; `undefined` where there was none. */
  find(root: string, host: Host): Result | undefined {
    let path = this.#roots.get(root)
    while (path) {
      const same = path.steps.every(
        ({ question, answer }) => answerOf(host, question, this.#digest) === answer,
      )
      if (!same) return undefined
      const { end }: Path<Result> = path
      if ('result' in end) {
        this.#clock += 1
        end.used = this.#clock
        return end.result
      }
      path = end.ways.get(answerOf(host, end.question, this.#digest))
    }
    return undefined
  }

  add(root: string, steps: readonly Step[], result: Result): void {
    if (this.#count >= MOST) this.#forget()
    this.#count += 1
    this.#clock += 1
    const whole = { steps: steps.map((step) => this.#shared(step)), end: { result, used: this.#clock } }
    const path = this.#roots.get(root)
    if (path) insert(path, whole)
    else this.#roots.set(root, whole)
  }

  /** Many hosts answer the same: one object for all. */
  #shared(step: Step): Step {
    const { question, answer } = step
    const key = `${question.about}\0${question.of}\0${answer}`
    const known = this.#steps.get(key) ?? step
    this.#steps.set(key, known)
    return known
  }

  /** Forgets the older half. */
  #forget(): void {
    const times: number[] = []
    for (const path of this.#roots.values()) visit(path, (used) => times.push(used))
    const limit = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
    for (const [root, path] of this.#roots) if (!prune(path, limit)) this.#roots.delete(root)
    this.#count = 0
    this.#steps.clear()
    for (const path of this.#roots.values())
      visit(path, () => {
        this.#count += 1
      })
  }
}

/** Adds a way to a path, which parts where the answers differ. */
function insert<Result>(path: Path<Result>, added: Path<Result>): void {
  const parts = added.steps.findIndex((step, index) => path.steps[index]?.answer !== step.answer)
  const split = added.steps[parts]
  if (!split) {
    path.end = added.end
    return
  }
  const rest = { steps: added.steps.slice(parts + 1), end: added.end }
  const old = path.steps[parts]
  if (old) {
    const ways = new Map([[old.answer, { steps: path.steps.slice(parts + 1), end: path.end }]])
    ways.set(split.answer, rest)
    path.steps = path.steps.slice(0, parts)
    path.end = { question: split.question, ways }
  } else if ('ways' in path.end) {
    const way = path.end.ways.get(split.answer)
    if (way) insert(way, rest)
    else path.end.ways.set(split.answer, rest)
  }
}

function visit<Result>({ end }: Path<Result>, tell: (used: number) => void): void {
  if ('result' in end) tell(end.used)
  else for (const way of end.ways.values()) visit(way, tell)
}

/** Takes away what was last used before; false where nothing is left. */
function prune<Result>({ end }: Path<Result>, limit: number): boolean {
  if ('result' in end) return end.used >= limit
  for (const [answer, way] of end.ways) if (!prune(way, limit)) end.ways.delete(answer)
  return end.ways.size > 0
}
