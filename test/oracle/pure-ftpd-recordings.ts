import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the recorded answers of pure-ftpd are: in the shared folder beside the repository; `undefined` where they are not. */
export function recordings(file: string): string | undefined {
  const shared = process.env.CONFLINT_SHARED ?? join(import.meta.dirname, '../../../shared')
  const path = join(shared, 'oracle/pure-ftpd', file)
  if (existsSync(path)) return path
  if (process.env.CONFLINT_REQUIRE_ORACLE === '1') throw new Error(`${path} is missing`)
  return undefined
}
