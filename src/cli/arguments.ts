import { didYouMean } from '../syntax/suggest.ts'
import { usageFailure } from './failure.ts'

/** What yargs made of the command line: options by name, each as often as it was given. */
export type Arguments = Readonly<Record<string, unknown>>

/** All values of an option, in order. */
export function all(given: Arguments, name: string): string[] {
  const value = given[name]
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map(String)
}

/** What the command line names, before -- and behind it. */
export function operands(given: Arguments, ...names: readonly string[]): string[] {
  const named = [...names, '--'].flatMap((name) => all(given, name))
  if (named.includes('')) throw usageFailure('a path is empty, as by a variable that is not set; name a file')
  return named
}

/** The value of an option that makes sense once. */
export function one(given: Arguments, name: string): string | undefined {
  const [value, ...more] = all(given, name)
  if (more.length > 0) throw usageFailure(`--${name} is given more than once`)
  if (value === '') throw usageFailure(`--${name} needs a value`)
  return value
}

/** The value of an option that is one of a few words. */
export function choice<Word extends string>(
  given: Arguments,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = one(given, name)
  if (value === undefined) return undefined
  const chosen = words.find((word) => word === value)
  if (chosen !== undefined) return chosen
  throw usageFailure(`--${name} is one of ${words.join(', ')}, not "${value}"${didYouMean(value, words)}`)
}

/** A whole number, as a rule from 0 on. */
export function count(given: Arguments, name: string, least = 0): number | undefined {
  const value = one(given, name)
  if (value === undefined) return undefined
  if (/^\d{1,6}$/.test(value) && Number(value) >= least) return Number(value)
  throw usageFailure(`--${name} is a whole number${least === 0 ? '' : ` from ${least} on`}, not "${value}"`)
}
