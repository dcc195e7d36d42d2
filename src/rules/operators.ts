import type { Value, ValueKind } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import type { Operand } from './rule.ts'
import { and, negate, or, type Truth } from './truth.ts'

/** One word that a rule can say about a value. */
export interface Operator {
  /** The kinds of value that it makes sense for; a rule that uses it on another kind is rejected when loaded. */
  kinds: readonly ValueKind[]
  /** What may stand behind it. `reference`: a keyword or quantity, by name. */
  operand: 'value' | 'values' | 'number' | 'text' | 'boolean' | 'test' | 'reference'
  summary: string
  holds(value: Value, operand: Operand, context: OperatorContext): Truth
}

export interface OperatorContext {
  /** The value of another keyword or quantity, read as evidence. */
  resolve(name: string): Value | Unknown
  /** Applies a whole test to one value: for operators on the members of lists. */
  test(value: Value, test: Operand): Truth
}

const scalar: readonly ValueKind[] = ['flag', 'enum', 'number', 'text']
const number: readonly ValueKind[] = ['number']
const text: readonly ValueKind[] = ['text', 'enum']
const list: readonly ValueKind[] = ['list']

/** All operators by name, apart from `set`, which asks for the line and not for the value. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['is', comparison(scalar, 'value', 'exactly this', (value, operand) => same(value, operand))],
  [
    'not',
    comparison([...scalar, 'list'], 'values', 'none of these', (value, operand) => !oneOf(value, operand)),
  ],
  ['oneOf', comparison(scalar, 'values', 'one of these', oneOf)],
  ['below', numeric('less than', (value, bound) => value < bound)],
  ['above', numeric('more than', (value, bound) => value > bound)],
  ['atMost', numeric('this or less', (value, bound) => value <= bound)],
  ['atLeast', numeric('this or more', (value, bound) => value >= bound)],
  ['same', reference(scalar, 'the same value as that setting has', same)],
  [
    'different',
    reference(scalar, 'another value than that setting has', (value, other) => !same(value, other)),
  ],
  ['startsWith', textual('begins with this', (value, part) => value.startsWith(part))],
  ['endsWith', textual('ends with this', (value, part) => value.endsWith(part))],
  ['contains', textual('has this somewhere in it', (value, part) => value.includes(part))],
  ['like', textual('fits this pattern of `*` and `?`', like)],
  [
    'empty',
    comparison(
      list,
      'boolean',
      'has no members',
      (value, operand) => (members(value).length === 0) === operand,
    ),
  ],
  [
    'includes',
    comparison(list, 'values', 'has at least one of these members', (value, operand) =>
      members(value).some((member) => oneOf(member, operand)),
    ),
  ],
  [
    'only',
    comparison(list, 'values', 'has no other members than these', (value, operand) =>
      members(value).every((member) => oneOf(member, operand)),
    ),
  ],
  [
    'longerThan',
    comparison(
      list,
      'number',
      'has more members than this',
      (value, operand) => members(value).length > Number(operand),
    ),
  ],
  [
    'overlaps',
    reference(list, 'shares a member with that setting', (value, other) =>
      members(value).some((member) => members(other).includes(member)),
    ),
  ],
  [
    'within',
    reference(list, 'has only members that that setting has, too', (value, other) =>
      members(value).every((member) => members(other).includes(member)),
    ),
  ],
  ['some', quantified('at least one member passes this test', or)],
  ['every', quantified('all members pass this test', and)],
  ['none', quantified('no member passes this test', (truths) => negate(or(truths)))],
])

function comparison(
  kinds: readonly ValueKind[],
  operand: Operator['operand'],
  summary: string,
  holds: (value: Value, operand: Operand) => boolean,
): Operator {
  return { kinds, operand, summary, holds }
}

/** Compares with a number, or with a setting whose value is a number. */
function numeric(summary: string, holds: (value: number, bound: number) => boolean): Operator {
  return {
    kinds: number,
    operand: 'number',
    summary,
    holds(value, operand, { resolve }) {
      const bound = typeof operand === 'string' ? resolve(operand) : operand
      if (bound === UNKNOWN || typeof bound !== 'number' || typeof value !== 'number') return UNKNOWN
      return holds(value, bound)
    },
  }
}

function textual(summary: string, holds: (value: string, part: string) => boolean): Operator {
  return {
    kinds: text,
    operand: 'text',
    summary,
    holds: (value, operand) => holds(String(value), String(operand)),
  }
}

function reference(
  kinds: readonly ValueKind[],
  summary: string,
  holds: (value: Value, other: Value) => boolean,
): Operator {
  return {
    kinds,
    operand: 'reference',
    summary,
    holds(value, operand, { resolve }) {
      const other = resolve(String(operand))
      return other === UNKNOWN ? UNKNOWN : holds(value, other)
    },
  }
}

function quantified(summary: string, combine: (truths: readonly Truth[]) => Truth): Operator {
  return {
    kinds: list,
    operand: 'test',
    summary,
    holds: (value, operand, { test }) => combine(members(value).map((member) => test(member, operand))),
  }
}

function oneOf(value: Value, operand: Operand): boolean {
  return Array.isArray(operand) ? operand.some((word) => same(value, word)) : same(value, operand)
}

/** A list equals a word when that word is its only member: `AuthorizedKeysFile: { not: none }`. */
function same(value: Value, operand: Operand | Value): boolean {
  if (Array.isArray(value)) {
    return Array.isArray(operand)
      ? value.join('\0') === operand.join('\0')
      : value.length === 1 && value[0] === String(operand)
  }
  return String(value) === String(operand)
}

function members(value: Value): readonly string[] {
  if (Array.isArray(value)) return value
  return value === 'none' || value === '' ? [] : [String(value)]
}

/** Wildcard match in time proportional to the product of both lengths. */
function like(value: string, pattern: string): boolean {
  let reached = new Set([0])
  const closure = (positions: Set<number>) => {
    for (const position of positions) if (pattern[position] === '*') positions.add(position + 1)
    return positions
  }
  reached = closure(reached)
  for (const character of value) {
    const next = new Set<number>()
    for (const position of reached) {
      const symbol = pattern[position]
      if (symbol === '*') next.add(position)
      else if (symbol === '?' || symbol === character) next.add(position + 1)
    }
    reached = closure(next)
  }
  return reached.has(pattern.length)
}
