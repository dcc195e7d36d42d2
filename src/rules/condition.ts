import type { Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import { operators } from './operators.ts'
import type { Condition, Operand, Test } from './rule.ts'
import type { Read, Subject } from './subject.ts'
import { and, negate, or, type Truth } from './truth.ts'

/** Whether a condition holds, and what was read to find out: the evidence. */
export interface Verdict {
  truth: Truth
  reads: readonly Read[]
}

/**
 * Asks a condition of one subject. The evidence of a conjunction is that of all its parts, the evidence of an
 * alternative that of the parts that hold; where they do not hold, that of a part that does not, and of all
 * alternatives. What is only `given` is no evidence.
 */
export function evaluate(condition: Condition, subject: Subject): Verdict {
  const verdicts: Verdict[] = []
  for (const [name, part] of Object.entries(condition)) {
    const verdict = evaluatePart(name, part, subject)
    if (verdict.truth === false) return verdict
    verdicts.push(verdict)
  }
  return { truth: and(verdicts.map(({ truth }) => truth)), reads: verdicts.flatMap(({ reads }) => reads) }
}

function evaluatePart(name: string, part: Condition[string], subject: Subject): Verdict {
  if (name === 'all') {
    const verdicts = conditionsIn(part).map((condition) => evaluate(condition, subject))
    const refuting = verdicts.find(({ truth }) => truth === false)
    if (refuting) return refuting
    return { truth: and(verdicts.map(({ truth }) => truth)), reads: verdicts.flatMap(({ reads }) => reads) }
  }
  if (name === 'any') {
    const verdicts = conditionsIn(part).map((condition) => evaluate(condition, subject))
    const truth = or(verdicts.map((verdict) => verdict.truth))
    const decisive = truth === false ? verdicts : verdicts.filter((verdict) => verdict.truth === true)
    return { truth, reads: decisive.flatMap(({ reads }) => reads) }
  }
  if (name === 'given') {
    const verdicts = conditionsIn([part]).map((condition) => evaluate(condition, subject))
    return { truth: and(verdicts.map(({ truth }) => truth)), reads: [] }
  }
  if (name === 'not') {
    const verdicts = conditionsIn([part]).map((condition) => evaluate(condition, subject))
    return {
      truth: negate(and(verdicts.map(({ truth }) => truth))),
      reads: verdicts.flatMap(({ reads }) => reads),
    }
  }
  return evaluateTest(name, part, subject)
}

function evaluateTest(name: string, part: Condition[string], subject: Subject): Verdict {
  const reading = subject.read(name)
  const reads: Read[] = [...reading.reads]
  const resolve = (other: string) => {
    const reference = subject.read(other)
    reads.push(...reference.reads)
    return reference.value
  }
  if (!isTest(part)) return { truth: false, reads }
  const { set, ...rest } = typeof part === 'object' ? part : { is: part }
  const truths: Truth[] = set === undefined ? [] : [subject.setting(name).origins.length > 0 === set]
  if (typeof part !== 'object') truths.push(ask(reading.value, part))
  else if (Object.keys(rest).length > 0) truths.push(ask(reading.value, rest))
  return { truth: and(truths), reads }

  function ask(value: Value | Unknown, wanted: Operand): Truth {
    return value === UNKNOWN ? UNKNOWN : test(value, wanted, resolve)
  }
}

function test(value: Value, wanted: Operand, resolve: (name: string) => Value | Unknown): Truth {
  if (typeof wanted !== 'object' || Array.isArray(wanted)) {
    const operator = operators.get(Array.isArray(wanted) ? 'oneOf' : Array.isArray(value) ? 'includes' : 'is')
    return operator?.holds(value, wanted, { resolve, test: () => UNKNOWN }) ?? UNKNOWN
  }
  const context = { resolve, test: (member: Value, inner: Operand) => test(member, inner, resolve) }
  return and(
    Object.entries(wanted).map(
      ([name, operand]): Truth => operators.get(name)?.holds(value, operand, context) ?? UNKNOWN,
    ),
  )
}

function isTest(part: Condition[string]): part is Test {
  return !Array.isArray(part)
}

/** The conditions that `all`, `any`, `not` or `given` has behind it. */
export function conditionsIn(part: Condition[string] | readonly Condition[string][]): readonly Condition[] {
  const list = Array.isArray(part) ? part : [part]
  return list.filter((entry): entry is Condition => typeof entry === 'object' && entry !== null)
}
