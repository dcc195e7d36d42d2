import { Ajv } from 'ajv'
import schema from './facts.schema.json' with { type: 'json' }
import { type FactsFile, hostOf } from './facts.ts'
import type { Host } from './host.ts'
import { firstFault, isFault, parseDocumentText, type SchemaFault } from './schema-fault.ts'

/** Reads the text of a facts file: a host that knows these facts, and no file contents; or what is wrong with it. */
export function parseFacts(text: string): Host | SchemaFault {
  const document = parseDocumentText(text)
  if (isFault(document)) return document
  const { content } = document
  const fits = new Ajv({ allErrors: true, verbose: true }).compile<FactsFile>(schema)
  return fits(content) ? hostOf(content) : firstFault(fits.errors ?? [], text)
}
