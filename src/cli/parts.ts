import type { Script } from 'node:vm'

// Node's modules come by getBuiltinModule: to import them makes wrappers of them, which takes longer.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs')
const { join } = process.getBuiltinModule('node:path')

/**
 * The program is made of CommonJS modules in one directory, the parts. This gives the `require` of them: it loads them
 * from bytecode, which is what V8 makes of their text, since compiling takes longer than most files take to judge.
 * Bytecode that does not fit this V8, its flags, or the text counts as none.
 * @param bytecode the directory with the bytecode of each part
 * @param requireOther gives the modules that are no parts
 * @param scripts those that are known already, by file name; gets the others
 */
export function partsFromBytecode(
  directory: string,
  bytecode: string,
  requireOther: (id: string) => unknown,
  scripts = new Map<string, Script>(),
): (id: string) => unknown {
  const { Script } = process.getBuiltinModule('node:vm')
  const loaded = new Map<string, { exports: unknown }>()
  const load = (id: string): unknown => {
    if (!id.startsWith('./')) return requireOther(id)
    const known = loaded.get(id)
    if (known) return known.exports
    const filename = join(directory, id)
    const kept = join(bytecode, id)
    const script =
      scripts.get(id) ??
      new Script(
        `(function (exports, require, module, __filename) {${readFileSync(filename, 'latin1')}\n})`,
        { filename, ...(existsSync(kept) && { cachedData: readFileSync(kept) }) },
      )
    const module = { exports: {} }
    scripts.set(id, script)
    loaded.set(id, module)
    script.runInThisContext()(module.exports, load, module, filename)
    return module.exports
  }
  return load
}

/** Where the bytecode for this Node is: other versions and processors make other bytecode of the same text. */
export function bytecodeDirectory(parts: string): string {
  return join(parts, `${process.arch}-${process.versions.v8}`)
}
