import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allPages } from '../scripts/compile-rules.ts'
import { builtinDocuments } from '../src/rules/builtin.ts'

const repository = join(import.meta.dirname, '..')
const folders = Object.entries(allPages(await builtinDocuments()))

test.each(folders)(
  '%s: every rule and keyword has its page, and no page is stale (node scripts/build.mjs --docs writes them)',
  (folder, pages) => {
    const written = readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    const names = written.filter((name) => name.endsWith('.md')).map((name) => name.replace(/\.md$/, ''))
    expect(names.sort()).toEqual([...pages.keys()].sort())
    for (const [name, page] of pages)
      expect(readFileSync(join(repository, folder, `${name}.md`), 'utf8')).toBe(page)
  },
)
