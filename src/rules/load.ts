import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { isMap, isPair, isScalar, type Node } from 'yaml'
import type { Dialect } from '../dialects/dialect.ts'
import { readYaml } from '../host/yaml.ts'
import { meant } from '../syntax/suggest.ts'
import { namesInMessage } from './message.ts'
import { namesInRemedy } from './remedy.ts'
import { type RuleDocument, remediesOf } from './rule.ts'
import { ruleSchema, versionKey } from './schema.ts'

/** What is wrong in a rule file, and where. */
export interface RuleFileError {
  file: string
  line: number
  message: string
}

/**
 * Reads a rule file: one rule, checked against the schema that knows the keywords. The same door for
 * built-in rules and for users' own.
 * @param family what the id begins with, where that is not the name of the first dialect
 */
export function loadRule(
  text: string,
  file: string,
  dialects: readonly Dialect[],
  family?: string,
): { rule: RuleDocument } | { errors: RuleFileError[] } {
  const read = readYaml(text)
  if ('mistakes' in read) return { errors: read.mistakes.map((mistake) => ({ file, ...mistake })) }
  const { document, content, lineAt } = read
  const fail = (offset: number | undefined, message: string) => ({
    file,
    line: offset === undefined ? 1 : lineAt(offset),
    message,
  })
  const dialect =
    family === undefined ? dialects.find(({ name }) => idIn(content).startsWith(`${name}/`)) : dialects[0]
  if (!dialect) {
    const names = dialects.map(({ name }) => `${name}/…`).join(' or ')
    return {
      errors: [
        fail(undefined, `expected an id that begins with ${names}, found ${JSON.stringify(idIn(content))}`),
      ],
    }
  }
  const validate = validatorOf(dialect, family)
  if (!validate(content)) {
    const errors = mostTelling(validate.errors ?? [])
    return { errors: errors.map((error) => fail(offsetOf(document.contents, error), explain(error))) }
  }
  const rule = withDefaults(content, dialect)
  const isStrange = (name: string) => !dialect.keywords.has(name) && !dialect.quantities.has(name)
  const messages = [rule.message, ...(rule.promise ?? []).map(({ broken }) => broken)]
  const strange = messages.flatMap(namesInMessage).find(isStrange)
  if (strange)
    return { errors: [fail(undefined, `the message names {${strange}}, which is no keyword or quantity`)] }
  const unknown = remediesOf(rule).flatMap(namesInRemedy).find(isStrange)
  if (unknown)
    return { errors: [fail(undefined, `a remedy names {${unknown}}, which is no keyword or quantity`)] }
  return { rule }
}

type RuleFile = Omit<RuleDocument, 'applies' | 'message'> & {
  message?: string
  applies?: Readonly<Record<string, string>>
  law?: true
}

const validators = new Map<string, ValidateFunction<RuleFile>>()

function validatorOf(dialect: Dialect, family: string = dialect.name): ValidateFunction<RuleFile> {
  const validator =
    validators.get(family) ??
    new Ajv({ allErrors: true, allowUnionTypes: true, verbose: true }).compile<RuleFile>(
      ruleSchema(dialect, family),
    )
  validators.set(family, validator)
  return validator
}

function withDefaults({ applies, law: _, ...file }: RuleFile, dialect: Dialect): RuleDocument {
  const range = applies?.[versionKey[dialect.name]]
  return {
    ...file,
    message: file.message ?? `${file.title}.`,
    tags: file.tags ?? [],
    profile: file.profile ?? 'conflicts',
    references: file.references ?? [],
    ...(range !== undefined && { applies: range }),
  }
}

function idIn(content: unknown): string {
  const id = typeof content === 'object' && content !== null && 'id' in content ? content.id : undefined
  return typeof id === 'string' ? id : ''
}

/** ajv also reports the `if` around an error, and every branch of an `anyOf`; only some errors say what to change. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject[] {
  return errors.filter(({ keyword, schemaPath }) => keyword !== 'if' && !/\/(any|one)Of\/\d/.test(schemaPath))
}

function explain({
  keyword,
  params,
  instancePath,
  message,
  parentSchema,
  schema,
  data,
}: ErrorObject): string {
  const where = instancePath === '' ? 'here' : `at ${instancePath.slice(1).replaceAll('/', '.')}`
  if (keyword === 'additionalProperties') {
    const expected = Object.keys(parentSchema?.properties ?? {})
    return `unexpected ${JSON.stringify(params.additionalProperty)} ${where}${expectation(String(params.additionalProperty), expected)}`
  }
  if (keyword === 'enum') {
    const allowed: readonly unknown[] = params.allowedValues
    const shown = allowed.length > 12 ? 'a known keyword or quantity' : allowed.join(', ')
    return `expected ${shown} ${where}`
  }
  if (keyword === 'required') return `${JSON.stringify(params.missingProperty)} is missing ${where}`
  if (keyword === 'anyOf' || keyword === 'oneOf')
    return `expected ${requiredNames(schema).join(' or ')} ${where}`
  if (keyword === 'type')
    return `expected ${[params.type].flat().join(' or ')} ${where}, found ${shortened(data)}`
  return `${message ?? 'invalid'} ${where}`
}

/** What each of several branches demands. */
function requiredNames(branches: unknown): string[] {
  const names = (branch: unknown): string[] =>
    typeof branch === 'object' && branch !== null && 'required' in branch && Array.isArray(branch.required)
      ? branch.required.map((name) => JSON.stringify(name))
      : []
  return Array.isArray(branches) ? branches.flatMap(names) : []
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** What would have been right: the word that was meant, or all words where they are few. */
function expectation(found: string, expected: readonly string[]): string {
  const word = meant(found, expected)
  if (word !== undefined) return `; did you mean ${word}?`
  return expected.length > 24 ? '' : `; expected one of ${expected.join(', ')}`
}

/** Finds the YAML node that an error speaks of. */
function offsetOf(contents: Node | null, { instancePath, params }: ErrorObject): number | undefined {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const wanted = params.additionalProperty === undefined ? path : [...path, String(params.additionalProperty)]
  let node: unknown = contents
  let offset = contents?.range?.[0]
  for (const part of wanted) {
    if (isMap(node)) {
      const pair = node.items.find(
        (entry) => isPair(entry) && isScalar(entry.key) && String(entry.key.value) === part,
      )
      if (pair && isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair?.value
    } else if (typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(part)]
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
        offset = node.range[0]
    }
  }
  return offset
}
