// Runs the built program on examples, and keeps the bytecode of what it used, for this version of Node.
// Usage: keep-bytecode.mjs PARTS-LOADER DIRECTORY-OF-PARTS
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [loader, directory] = process.argv.splice(2)
const { bytecodeDirectory, partsFromBytecode } = await import(loader)
const bytecode = bytecodeDirectory(directory)
const parts = partsFromBytecode(directory, bytecode, createRequire(import.meta.url))

process.on('exit', () => {
  mkdirSync(bytecode)
  for (const [name, script] of parts.scripts) writeFileSync(join(bytecode, name), script.createCachedData())
  process.exitCode = 0
})
// With what most runs meet: findings of both daemons, and none.
process.argv.push('fixtures/sftp-server', 'fixtures/ftp-users', 'fixtures/stock/debian-12')
parts.require('./program.cjs')
