import { closeSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Arguments, operands } from '../arguments.ts'
import { STANDARD_INPUT } from '../reading/inputs.ts'
import { isDirectory, statsOf } from '../reading/search.ts'

/** What needs all inputs at once, or writes to them. */
const NEEDS_ALL = ['as', 'fix', 'diff', 'root']

/** Whether the command line may name snapshots of hosts; whoever looks closer than this takes time. */
export function mayHoldFleet(given: Arguments, directory: string): boolean {
  if (NEEDS_ALL.some((name) => given[name] !== undefined && given[name] !== false)) return false
  const paths = operands(given, 'path')
  return (
    paths.length > 1 ||
    paths.some(
      (path) =>
        path === STANDARD_INPUT ||
        isDirectory(resolve(directory, path)) ||
        beginsLikeJson(resolve(directory, path)),
    )
  )
}

/** Whether a file begins with a bracket or a brace, maybe behind white space or a mark. */
function beginsLikeJson(path: string): boolean {
  if (!statsOf(path)?.isFile()) return false
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const first = Buffer.alloc(16)
    readSync(file, first)
    return /^\uFEFF?\s*[[{]/.test(first.toString())
  } catch {
    return false
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
