#!/usr/bin/env node
/**
 * Starts the program: from the bytecode that the build kept for this Node, and else from its text. Then Node keeps its own
 * bytecode in the user's cache, if it knows how (22 and later); a run as root leaves nothing behind.
 */
import { bytecodeDirectory, partsFromBytecode } from './parts.ts'

const { existsSync } = process.getBuiltinModule('node:fs')
const { join } = process.getBuiltinModule('node:path')

/** What Node 22 added. */
interface Caching {
  enableCompileCache(directory: string): unknown
}

const directory = join(import.meta.dirname, 'parts')
const bytecode = bytecodeDirectory(directory)

if (existsSync(bytecode)) {
  partsFromBytecode(directory, bytecode, require)('./program.cjs')
} else {
  const { HOME, XDG_CACHE_HOME = HOME && join(HOME, '.cache'), NODE_COMPILE_CACHE } = process.env
  if (XDG_CACHE_HOME && !NODE_COMPILE_CACHE && process.getuid?.() !== 0) {
    const modules: Partial<Caching> & typeof import('node:module') = process.getBuiltinModule('node:module')
    modules.enableCompileCache?.(join(XDG_CACHE_HOME, 'conflint'))
  }
  require(join(directory, 'program.cjs'))
}
