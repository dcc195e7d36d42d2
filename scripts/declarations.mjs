import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Removes the declarations that nobody gets to from the doors of the library: those of what only code needs. */
export function keepReachable(directory, doors) {
  const reached = new Set()
  const todo = doors.map((door) => join(directory, `${door}.d.ts`))
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, path] of text.matchAll(/(?:from |import\(|import )['"](\.[^'"]+)\.ts['"]/g)) {
      const next = join(dirname(file), `${path}.d.ts`)
      if (existsSync(next)) todo.push(next)
    }
  }
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && file.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
  }
}
