import { didYouMean } from '../syntax/suggest.ts'

/** What is wrong with a call of the library: one sentence for people. What is wrong with a configuration is a finding instead. */
export class ConflintError extends Error {
  override readonly name = 'ConflintError'
}

/** @throws ConflintError where an option that may be one of a few words is something else */
export function demandOneOf(option: string, value: string | undefined, words: readonly string[]): void {
  if (value === undefined || words.includes(value)) return
  throw new ConflintError(
    `${option} is one of ${words.join(', ')}, not "${value}"${didYouMean(String(value), words)}`,
  )
}
