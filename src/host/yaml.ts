import { type Document, isAlias, isCollection, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { isDeep } from './json.ts'

/** In characters; its reader takes seconds for a megabyte. JSON, which has a faster one, may be longer. */
export const LARGEST_YAML = 1024 * 1024

/** Mistakes that are told of one text, at most. */
const MOST_MISTAKES = 20

/** What is wrong with a text, and from 1 the line where. */
export interface Mistake {
  line: number
  message: string
}

/** A text of YAML that can be read. */
export interface Yaml {
  document: Document
  content: unknown
  /** The line, from 1, of a place in the text. */
  lineAt(offset: number): number
}

/**
 * Reads YAML, or says what is wrong with it: the first few mistakes at least. Takes bounded time and memory, whatever the
 * text holds: it may come from somebody else's repository.
 */
export function readYaml(text: string): Yaml | { mistakes: readonly Mistake[] } {
  const parsed = parseYaml(text)
  if (parsed === 'too long')
    return { mistakes: [{ line: 1, message: 'longer than 1 MiB, which only JSON may be' }] }
  if (parsed === 'too deep') return { mistakes: [{ line: 1, message: 'nested too deeply' }] }
  const { document, lineAt } = parsed
  const mistakes = document.errors
    .slice(0, MOST_MISTAKES)
    .map(({ pos, message }) => ({ line: lineAt(pos[0]), message: inWords(message) }))
  if (mistakes.length > 0) return { mistakes }
  try {
    const wrong = wrongName(document)
    if (wrong) return { mistakes: [{ line: lineAt(wrong.offset), message: wrong.message }] }
    const content: unknown = document.toJS()
    // What cannot be written as JSON holds itself, or more than memory does.
    JSON.stringify(content)
    return { document, content, lineAt }
  } catch (error) {
    return {
      mistakes: [{ line: 1, message: inWords(error instanceof Error ? error.message : String(error)) }],
    }
  }
}

/** The tree of a text of YAML, with or without mistakes, or why its reader had better not begin. */
export function parseYaml(text: string): Pick<Yaml, 'document' | 'lineAt'> | 'too long' | 'too deep' {
  if (text.length > LARGEST_YAML) return 'too long'
  if (isDeep(text)) return 'too deep'
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    // It would compare each name with all others.
    uniqueKeys: false,
  })
  return { document, lineAt: (offset) => lines.linePos(offset).line }
}

/** A name in a map that is there twice, or that is a map or a list itself: to write such a one as text takes without end. */
function wrongName(document: Document): { message: string; offset: number } | undefined {
  let found: { message: string; offset: number } | undefined
  visit(document, {
    Map(_, { items }) {
      const names = new Set<unknown>()
      for (const { key } of items) {
        if (isCollection(key) || isAlias(key)) {
          found = { message: 'a name must be text', offset: key.range?.[0] ?? 0 }
          return visit.BREAK
        }
        if (!isScalar(key)) continue
        if (names.has(key.value)) {
          const name = JSON.stringify(key.value) ?? String(key.value)
          found = { message: `${name} is there twice`, offset: key.range?.[0] ?? 0 }
          return visit.BREAK
        }
        names.add(key.value)
      }
      return undefined
    },
  })
  return found
}

/** The reader of YAML speaks of itself in these cases. */
function inWords(message: string): string {
  if (/call stack/.test(message)) return 'nested too deeply'
  if (/circular/.test(message)) return 'an alias stands inside of what it names'
  if (/alias count/.test(message)) return 'aliases of aliases unfold to more than can be read'
  return message
}
