import type { Dialect, KeywordFacts, Quantity, ValueKind } from '../dialects/dialect.ts'
import { operators } from './operators.ts'

export interface JsonSchema {
  readonly [keyword: string]: unknown
}

const KINDS = ['flag', 'enum', 'number', 'text', 'list', 'structure'] as const

/** What the schemas of tests refer to: the names and the operators of each kind. */
export function testDefinitions(dialect: Dialect): JsonSchema {
  return Object.fromEntries(
    KINDS.flatMap((kind) => [
      [`${kind}References`, { enum: namesOfKind(dialect, kind) }],
      [`${kind}Test`, testObject(kind, operandOf(kind, undefined))],
    ]),
  )
}

/** What a setting of some kind may be compared with: the keywords and quantities of the same kind. */
function namesOfKind(dialect: Dialect, kind: ValueKind): string[] {
  const names = [...dialect.keywords.values(), ...dialect.quantities.values()]
  return names.filter((subject) => subject.kind === kind).map(({ name }) => name)
}

/** A plain value, or operators that fit the kind of value. Words of an enum are checked one by one. */
export function testSchema({ kind, values }: KeywordFacts | Quantity): JsonSchema {
  if (kind === 'structure') return { $ref: '#/definitions/structureTest' }
  const value = operandOf(kind, values)
  const tested = kind === 'enum' && values ? testObject(kind, value) : { $ref: `#/definitions/${kind}Test` }
  return { if: { type: 'object' }, then: tested, else: value }
}

function testObject(kind: ValueKind, value: JsonSchema): JsonSchema {
  const references: JsonSchema = { $ref: `#/definitions/${kind}References` }
  const operands: Record<string, JsonSchema> = {
    value,
    values: { if: { type: 'array' }, then: { type: 'array', minItems: 1, items: value }, else: value },
    number: { if: { type: 'string' }, then: references, else: { type: 'number' } },
    text: { type: 'string' },
    boolean: { type: 'boolean' },
    test: { if: { type: 'object' }, then: { $ref: '#/definitions/textTest' }, else: { type: 'string' } },
    reference: references,
  }
  const fitting = [...operators].filter(([, operator]) => operator.kinds.includes(kind))
  return {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      set: {
        type: 'boolean',
        description: 'Whether a line of the configuration, not the default, gives the value.',
      },
      ...Object.fromEntries(
        fitting.map(([name, { operand, summary }]) => [
          name,
          { allOf: [operands[operand]], description: summary },
        ]),
      ),
    },
  }
}

function operandOf(kind: ValueKind, values: readonly string[] | undefined): JsonSchema {
  if (kind === 'number') return { type: 'number' }
  if (kind === 'flag') return { enum: ['yes', 'no'] }
  if (kind === 'enum' && values) return { enum: [...values] }
  return { type: ['string', 'integer'] }
}
