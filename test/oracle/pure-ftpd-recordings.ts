import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { inShared } from '../shared.ts'

/** Cases with the recorded answers of pure-ftpd, one a line; `undefined` where they are not on this machine. */
export function recordedCases<Case>(file: string): readonly Case[] | undefined {
  const path = inShared('oracle/pure-ftpd', file)
  if (existsSync(path)) {
    const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n')
    return lines.map((line): Case => JSON.parse(line))
  }
  if (process.env.CONFLINT_REQUIRE_ORACLE === '1') throw new Error(`${path} is missing`)
  return undefined
}
