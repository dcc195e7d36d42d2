import type { ErrorObject } from 'ajv'
import { isNode } from 'yaml'
import { didYouMean } from '../syntax/suggest.ts'
import { parseJson } from './json.ts'
import { LARGEST_YAML, parseYaml, readYaml } from './yaml.ts'

/** What is wrong with a file that a person wrote against a schema. */
export interface SchemaFault {
  /** From 1. */
  line: number
  /** Where in the document: `accounts[0].uid`; empty for the whole. */
  where: string
  /** One sentence: what was expected, and what was found. */
  message: string
}

export function isFault(answer: object): answer is SchemaFault {
  return 'where' in answer && 'line' in answer
}

/** Reads JSON, or YAML, of which JSON is a part; or says where and why it is neither. */
export function parseDocumentText(text: string): { content: unknown } | SchemaFault {
  try {
    return { content: parseJson(text) }
  } catch (error) {
    // YAML knows the line of a fault, which JSON.parse does not always tell.
    const read = readYaml(text)
    if (!('mistakes' in read)) return read
    const [first = { line: 1, message: '' }] = read.mistakes
    const asJson = error instanceof Error ? error.message : String(error)
    const isJson = text.length > LARGEST_YAML && /^\s*[{[]/.test(text)
    return { line: first.line, where: '', message: isJson ? asJson : first.message }
  }
}

/** The deepest, and so the most exact, of the errors that ajv found, in words. `text` is JSON or YAML. */
export function firstFault(errors: readonly ErrorObject[], text: string): SchemaFault {
  const deepest = [...errors]
    .filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined)
    .sort((a, b) => depth(b) - depth(a))
    .at(0)
  if (!deepest) return { line: 1, where: '', message: 'the file does not fit its schema' }
  const path = deepest.instancePath.split('/').slice(1).map(unescapePointer)
  const extra = extraName(deepest)
  const target = extra === undefined ? path : [...path, extra]
  return { line: lineOf(target, text), where: written(target), message: expectation(deepest) }
}

const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length

const unescapePointer = (name: string) => name.replaceAll('~1', '/').replaceAll('~0', '~')

function extraName({ params }: ErrorObject): string | undefined {
  const name: unknown = params.additionalProperty ?? params.propertyName
  return typeof name === 'string' ? name : undefined
}

function expectation({ keyword, params, message, parentSchema, data, instancePath }: ErrorObject): string {
  // A whole file of another kind was not meant; none of its text is shown, for it may be secret.
  const found =
    data === undefined
      ? ''
      : `, found ${instancePath === '' && typeof data === 'string' ? 'text' : shown(data)}`
  switch (keyword) {
    case 'additionalProperties':
      return unknownName(String(params.additionalProperty), known(parentSchema))
    case 'required':
      return `${JSON.stringify(params.missingProperty)} is missing`
    case 'enum':
      return `expected one of ${params.allowedValues.join(', ')}${found}`
    case 'const':
      return `expected ${JSON.stringify(params.allowedValue)} or an object${found}`
    case 'type':
      return `expected ${[params.type].flat().join(' or ')}${found}`
    case 'propertyNames':
      return 'expected an absolute path as name'
    default:
      return `${(message ?? 'does not fit').replace(/^must/, 'must')}${found}`
  }
}

/** With the name that was meant, or all that there are. */
function unknownName(name: string, names: readonly string[]): string {
  return `unknown name ${JSON.stringify(name)}${didYouMean(name, names) || `; known are ${names.join(', ')}`}`
}

function known(parentSchema: unknown): string[] {
  const properties =
    typeof parentSchema === 'object' && parentSchema !== null && 'properties' in parentSchema
      ? parentSchema.properties
      : {}
  return Object.keys(properties ?? {}).filter((name) => !name.startsWith('$'))
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function written(path: readonly string[]): string {
  return path
    .map((name) =>
      /^\d+$/.test(name) ? `[${name}]` : /^[\w$-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`,
    )
    .join('')
    .replace(/^\./, '')
}

/** The line on which the deepest existing part of `path` begins; JSON is read as the YAML that it is. */
function lineOf(path: readonly string[], text: string): number {
  return lineFinder(text)(path)
}

/** Finds the lines on which parts of a document begin, by their path of names and positions; the first one, where the text is too long. */
export function lineFinder(text: string): (path: readonly string[]) => number {
  const parsed = parseYaml(text)
  return (path) => {
    for (let length = path.length; typeof parsed === 'object' && length > 0; length -= 1) {
      const node = parsed.document.getIn(path.slice(0, length).map(index), true)
      if (isNode(node) && node.range) return parsed.lineAt(node.range[0])
    }
    return 1
  }
}

const index = (name: string) => (/^\d+$/.test(name) ? Number(name) : name)
