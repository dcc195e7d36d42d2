// Runs the built program on examples, and keeps the bytecode of what it used, for this version of Node.
// Usage: keep-bytecode.mjs PARTS-LOADER DIRECTORY-OF-PARTS DIRECTORY-FOR-EXAMPLES
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { exampleRuns } from './examples.mjs'

const [loader, directory, examples] = process.argv.splice(2)
const { bytecodeDirectory, partsFromBytecode } = await import(loader)
const bytecode = bytecodeDirectory(directory)
const scripts = new Map()

for (const argv of exampleRuns(examples)) {
  process.argv.splice(2, Infinity, ...argv)
  const require = partsFromBytecode(directory, bytecode, createRequire(import.meta.url), scripts)
  await require('./program.cjs').done
}
process.exitCode = 0

mkdirSync(bytecode)
for (const [name, script] of scripts) writeFileSync(join(bytecode, name), script.createCachedData())
