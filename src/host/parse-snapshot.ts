import { Ajv, type ValidateFunction } from 'ajv'
import { parseJson } from './json.ts'
import { firstFault, type SchemaFault } from './schema-fault.ts'
import schema from './snapshot.schema.json' with { type: 'json' }
import type { SnapshotFile } from './snapshot.ts'

/** Whether a text means to be a snapshot; no configuration of a daemon begins like one. */
export function looksLikeSnapshot(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && text.includes('"conflint-snapshot"')
}

let compiled: ValidateFunction<SnapshotFile> | undefined

/** Reads a snapshot; or says what is wrong with it. */
export function parseSnapshot(text: string): SnapshotFile | SchemaFault {
  let content: unknown
  try {
    content = parseJson(text)
  } catch (error) {
    return { line: 1, where: '', message: error instanceof Error ? error.message : String(error) }
  }
  const version = versionOf(content)
  if (version !== undefined && version !== 1) {
    const message = `a snapshot of version ${JSON.stringify(version)}, of which this conflint knows only version 1`
    return { line: 1, where: 'conflint-snapshot', message }
  }
  compiled ??= new Ajv({ verbose: true }).compile<SnapshotFile>(schema)
  return compiled(content) ? content : firstFault(compiled.errors ?? [], text)
}

function versionOf(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'conflint-snapshot' in content
    ? content['conflint-snapshot']
    : undefined
}
