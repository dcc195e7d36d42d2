import type { Dialect } from '../dialects/dialect.ts'
import { type JsonSchema, testDefinitions, testSchema } from './test-schema.ts'

/** The JSON Schema (draft 7) of a rule file for one dialect. It knows every keyword and quantity, and which operators fit which. */
export function ruleSchema(dialect: Dialect, family: string = dialect.name): JsonSchema {
  const subjects = [...dialect.keywords.values(), ...dialect.quantities.values()]
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `A conflint rule for ${dialect.name}`,
    type: 'object',
    additionalProperties: false,
    required: ['id', 'title', 'severity', 'confidence', 'why', 'remedies', 'examples'],
    properties: {
      id: { type: 'string', pattern: `^${family}/[a-z0-9]+(-[a-z0-9]+)*$` },
      title: { type: 'string', minLength: 1 },
      severity: { enum: ['error', 'warning', 'info'] },
      confidence: { enum: ['certain', 'likely', 'possible'] },
      tags: { type: 'array', items: { type: 'string' } },
      profile: { enum: ['conflicts', 'hardening'] },
      applies: {
        type: 'object',
        additionalProperties: false,
        properties: {
          [versionKey[dialect.name]]: {
            type: 'string',
            pattern: '^((>=|<=|>|<|=)?[0-9][0-9.p]*)( (>=|<=|>|<|=)?[0-9][0-9.p]*)*$',
          },
        },
      },
      law: { const: true, description: 'Found by code: the rule has no `when`.' },
      when: { $ref: '#/definitions/condition' },
      message: { type: 'string', minLength: 1 },
      cases: { type: 'array', minItems: 1, items: { $ref: '#/definitions/case' } },
      independent: {
        const: true,
        description: 'Each case that holds is reported, not only the first.',
      },
      unless: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', pattern: `^${family}/` },
        description:
          'Rules that say more: where one of them reports one of the same lines, for the same connections, this one is silent.',
      },
      promise: {
        type: 'array',
        minItems: 1,
        items: { $ref: '#/definitions/clause' },
        description: 'For an intent: what must hold for all connections that are meant so.',
      },
      meaning: {
        type: 'string',
        pattern: '^(for|to) ',
        description: 'For an intent: what connections are meant for, behind "meant".',
      },
      names: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', pattern: '^[a-z0-9]+$' },
        description: 'For an intent: names of users and groups that say it, without hyphens.',
      },
      notes: {
        type: 'object',
        propertyNames: { enum: [...dialect.keywords.keys()] },
        additionalProperties: { type: 'string' },
      },
      why: { type: 'string', minLength: 1 },
      remedies: { type: 'array', items: { $ref: '#/definitions/remedy' } },
      references: { type: 'array', items: { type: 'string' } },
      examples: { type: 'array', items: { $ref: '#/definitions/example' } },
    },
    if: { required: ['law'] },
    then: { required: ['message'], not: { required: ['when'] } },
    else: {
      if: { required: ['promise'] },
      then: {
        required: ['meaning'],
        properties: { id: { type: 'string', pattern: '/intent-' }, cases: false, message: false },
      },
      else: {
        required: ['message'],
        anyOf: [{ required: ['when'] }, { required: ['cases'] }],
        properties: { meaning: false, names: false },
      },
    },
    definitions: {
      condition: {
        type: 'object',
        minProperties: 1,
        additionalProperties: false,
        properties: {
          all: { type: 'array', minItems: 1, items: { $ref: '#/definitions/condition' } },
          any: { type: 'array', minItems: 1, items: { $ref: '#/definitions/condition' } },
          not: { $ref: '#/definitions/condition' },
          given: {
            $ref: '#/definitions/condition',
            description: 'Must hold, and is no part of the contradiction: no evidence.',
          },
          ...Object.fromEntries(
            subjects.map((subject) => [
              subject.name,
              { ...testSchema(subject), description: subject.summary },
            ]),
          ),
        },
      },
      case: {
        type: 'object',
        additionalProperties: false,
        required: ['when'],
        properties: {
          when: { $ref: '#/definitions/condition' },
          severity: { enum: ['error', 'warning', 'info'] },
          confidence: { enum: ['certain', 'likely', 'possible'] },
          message: { type: 'string', minLength: 1 },
          remedies: { type: 'array', items: { $ref: '#/definitions/remedy' } },
        },
      },
      clause: {
        type: 'object',
        additionalProperties: false,
        required: ['holds', 'broken'],
        properties: {
          holds: { $ref: '#/definitions/condition' },
          broken: {
            type: 'string',
            minLength: 1,
            description: 'What is the matter, behind "These connections are meant …, yet".',
          },
          severity: { enum: ['error', 'warning', 'info'] },
          confidence: { enum: ['certain', 'likely', 'possible'] },
          remedies: { type: 'array', items: { $ref: '#/definitions/remedy' } },
          see: {
            type: 'string',
            pattern: `^${family}/`,
            description: 'The rule that reports it where it is broken, in place of this one.',
          },
        },
      },
      remedy: {
        type: 'object',
        additionalProperties: false,
        required: ['title'],
        properties: {
          title: { type: 'string' },
          text: { type: 'string' },
          fix: { enum: ['safe', 'unsafe'] },
          for: { const: 'everybody' },
          remove: lineChoice(dialect, 'the block'),
          move: lineChoice(dialect),
          respell: { const: true },
          replace: {
            type: 'object',
            additionalProperties: false,
            required: ['in', 'from', 'to'],
            properties: {
              in: lineChoice(dialect),
              from: { type: 'string', minLength: 1 },
              to: { type: 'string' },
            },
          },
          set: {
            type: 'object',
            propertyNames: { enum: [...dialect.keywords.keys()] },
            additionalProperties: { type: ['string', 'number', 'array'], items: { type: 'string' } },
          },
        },
      },
      ...testDefinitions(dialect),
      example: exampleSchema,
    },
  }
}

/** Lines of a finding: by keyword, or in words. */
function lineChoice({ keywords }: Dialect, ...more: readonly string[]): JsonSchema {
  return {
    if: { type: 'string' },
    then: { enum: ['the line', 'all lines', ...more] },
    else: { type: 'array', minItems: 1, items: { enum: [...keywords.keys()] } },
  }
}

/** How `applies` names the daemon. */
export const versionKey = { sshd: 'openssh', 'pure-ftpd': 'pure-ftpd' } as const

const exampleSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  oneOf: [{ required: ['bad'] }, { required: ['good'] }],
  properties: {
    bad: { type: 'string' },
    good: { type: 'string' },
    files: { type: 'object', additionalProperties: { type: 'string' } },
    databases: { type: 'object', additionalProperties: { type: 'string' } },
    at: { type: 'string', pattern: '^/' },
    version: { type: 'string' },
    reader: { enum: ['native', 'perl', 'python', 'debian'] },
    facts: { type: 'object' },
    'agent-keys': { type: 'integer', minimum: 0 },
    intents: { type: 'array', items: { type: 'object' } },
    evidence: { type: 'array', items: { type: ['integer', 'string'] } },
    witness: { type: 'object', additionalProperties: { type: 'string' } },
  },
}
