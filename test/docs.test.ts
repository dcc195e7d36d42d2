import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { indexPage, rulePage } from '../src/report/page.ts'
import { builtinDocuments } from '../src/rules/builtin.ts'

const docs = join(import.meta.dirname, '../docs/rules')
const documents = await builtinDocuments()

test('every rule has its page, and no page is stale (node scripts/build.mjs --docs writes them)', () => {
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  expect(pages.sort()).toEqual(['README.md', ...documents.map(({ id }) => `${id}.md`)].sort())
  for (const rule of documents) expect(readFileSync(join(docs, `${rule.id}.md`), 'utf8')).toBe(rulePage(rule))
  expect(readFileSync(join(docs, 'README.md'), 'utf8')).toBe(indexPage(documents))
})
