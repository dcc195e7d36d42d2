import type { Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import { type OperatorContext, operators } from './operators.ts'
import type { Condition, Operand, Test } from './rule.ts'
import type { Read, Subject } from './subject.ts'
import { and, negate, or, type Truth } from './truth.ts'

/** Whether a condition holds, and what was read to find out: the evidence. */
export interface Verdict {
  truth: Truth
  reads: readonly Read[]
}

/** A condition made ready to be asked of many subjects; what it reads is added to `reads`, where somebody wants it. */
export type Ask = (subject: Subject, reads?: Read[]) => Truth

/** How much a name makes one read: where only the truth matters, the least is asked first. */
export type Weight = (name: string) => number

/**
 * Asks a condition of one subject. The evidence of a conjunction is that of all its parts, the evidence of an
 * alternative that of the parts that hold; where they do not hold, that of a part that does not, and of all
 * alternatives. What is only `given` is no evidence.
 */
export function evaluate(condition: Condition, subject: Subject): Verdict {
  const reads: Read[] = []
  return { truth: ready(condition)(subject, reads), reads }
}

/** Makes a condition ready to be asked as `evaluate` asks it. */
export function ready(condition: Condition, weight: Weight = () => 0): Ask {
  return weighed(condition, weight).ask
}

/** A question with the names that it may read, by their weight. */
interface Weighed {
  ask: Ask
  weight: number
}

function weighed(condition: Condition, weight: Weight): Weighed {
  return allOf(
    Object.entries(condition).map(([name, part]) => partOf(name, part, weight)),
    'as far as it takes',
  )
}

function partOf(name: string, part: Condition[string], weight: Weight): Weighed {
  const inner = () => conditionsIn(part).map((condition) => weighed(condition, weight))
  if (name === 'all') return allOf(inner(), 'to the end')
  if (name === 'any') return anyOf(inner())
  if (name === 'given') {
    const { ask, ...rest } = allOf(inner(), 'to the end')
    return { ...rest, ask: (subject) => ask(subject) }
  }
  if (name === 'not') return noneHolds(inner())
  return testOf(name, part, weight)
}

/** A conjunction: where the truth alone matters, the lightest parts are asked first, and no more than it takes. */
function allOf(parts: readonly Weighed[], asked: 'as far as it takes' | 'to the end'): Weighed {
  const [only] = parts
  if (only && parts.length === 1) return only
  const lightest = [...parts].sort((a, b) => a.weight - b.weight)
  const ask: Ask = (subject, reads) => {
    let truth: Truth = true
    if (!reads) {
      for (const part of lightest) {
        const own = part.ask(subject)
        if (own === false) return false
        if (own === UNKNOWN) truth = UNKNOWN
      }
      return truth
    }
    const begin = reads.length
    let refuting: Read[] | undefined
    for (const part of parts) {
      const before = reads.length
      const own = part.ask(subject, reads)
      if (own === UNKNOWN) truth = UNKNOWN
      if (own !== false) continue
      refuting ??= reads.slice(before)
      if (asked === 'as far as it takes') break
    }
    if (!refuting) return truth
    reads.length = begin
    reads.push(...refuting)
    return false
  }
  return { ask, weight: parts.reduce((sum, part) => sum + part.weight, 0) }
}

function anyOf(parts: readonly Weighed[]): Weighed {
  const ask: Ask = (subject, reads) => {
    if (!reads) return or(parts.map((part): Truth => part.ask(subject)))
    const verdicts: { truth: Truth; own: Read[] }[] = parts.map((part) => {
      const own: Read[] = []
      return { truth: part.ask(subject, own), own }
    })
    const truth = or(verdicts.map((verdict) => verdict.truth))
    for (const verdict of verdicts) if (truth === false || verdict.truth === true) reads.push(...verdict.own)
    return truth
  }
  return { ask, weight: parts.reduce((sum, part) => sum + part.weight, 0) }
}

function noneHolds(parts: readonly Weighed[]): Weighed {
  return {
    ask: (subject, reads) => negate(and(parts.map((part): Truth => part.ask(subject, reads)))),
    weight: parts.reduce((sum, part) => sum + part.weight, 0),
  }
}

function testOf(name: string, part: Condition[string], weight: Weight): Weighed {
  if (!isTest(part)) return { ask: readOnly(name), weight: weight(name) }
  const { set, ...rest } = typeof part === 'object' ? part : { is: part }
  const wanted: Operand | undefined =
    typeof part !== 'object' ? part : Object.keys(rest).length > 0 ? rest : undefined
  const fits = wanted === undefined ? undefined : test(wanted)
  const ask: Ask = (subject, reads) => {
    const value = look(name, subject, reads)
    const isSet = set === undefined || subject.setting(name).origins.length > 0 === set
    if (!fits) return isSet
    if (!isSet) return false
    return value === UNKNOWN ? UNKNOWN : fits(value, (other) => look(other, subject, reads))
  }
  const others = referencesIn(part).reduce((sum, other) => sum + weight(other), 0)
  return { ask, weight: weight(name) + others }
}

/** Reads, and holds for nobody. */
function readOnly(name: string): Ask {
  return (subject, reads) => {
    look(name, subject, reads)
    return false
  }
}

function look(name: string, subject: Subject, reads: Read[] | undefined): Value | Unknown {
  if (!reads) return subject.value(name)
  const reading = subject.read(name)
  reads.push(...reading.reads)
  return reading.value
}

type Fits = (value: Value, resolve: (name: string) => Value | Unknown) => Truth

/** Whether a value is what is wanted: exactly that, one of these, or what operators say. */
function test(wanted: Operand): Fits {
  if (typeof wanted !== 'object' || Array.isArray(wanted)) {
    const [scalar, list] = (Array.isArray(wanted) ? ['oneOf', 'oneOf'] : ['is', 'includes']).map((name) =>
      operatorTest(name, wanted),
    )
    return (value, resolve) => (Array.isArray(value) ? list : scalar)?.(value, resolve) ?? UNKNOWN
  }
  return bothFit(Object.entries(wanted).map(([name, operand]) => operatorTest(name, operand)))
}

function bothFit(parts: readonly Fits[]): Fits {
  const [only] = parts
  if (only && parts.length === 1) return only
  return (value, resolve) => and(parts.map((fits): Truth => fits(value, resolve)))
}

function operatorTest(name: string, operand: Operand): Fits {
  const operator = operators.get(name)
  if (!operator) return () => UNKNOWN
  const inner = operator.operand === 'test' ? test(operand) : undefined
  const takesNames = inner !== undefined || ['reference', 'number'].includes(operator.operand)
  if (!takesNames) return (value) => operator.holds(value, operand, NO_CONTEXT)
  return (value, resolve) =>
    operator.holds(value, operand, {
      resolve,
      test: (member) => inner?.(member, resolve) ?? UNKNOWN,
    })
}

/** For operators that look at the value alone. */
const NO_CONTEXT: OperatorContext = { resolve: () => UNKNOWN, test: () => UNKNOWN }

function isTest(part: Condition[string]): part is Test {
  return !Array.isArray(part)
}

/** The keywords and quantities that a test compares with. */
export function referencesIn(part: Condition[string]): string[] {
  if (typeof part !== 'object' || Array.isArray(part)) return []
  return Object.entries(part).flatMap(([name, operand]) => {
    const kind = operators.get(name)?.operand
    if (typeof operand === 'string' && (kind === 'reference' || kind === 'number')) return [operand]
    return []
  })
}

/** The conditions that `all`, `any`, `not` or `given` has behind it. */
export function conditionsIn(part: Condition[string] | readonly Condition[string][]): readonly Condition[] {
  const list = Array.isArray(part) ? part : [part]
  return list.filter((entry): entry is Condition => typeof entry === 'object' && entry !== null)
}
