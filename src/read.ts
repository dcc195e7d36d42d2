/** The readers of conflint's own files, apart because they bring ajv and a parser of YAML: re-exports only. */

export { readFacts, readRule, readSnapshot, runRule, type Snapshot } from './api/read.ts'
export type { ExampleOutcome } from './rules/examples.ts'
