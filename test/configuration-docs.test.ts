import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import schema from '../src/cli/configuration/configuration.schema.json' with { type: 'json' }
import { readRequest } from '../src/rules/suppressions/comment.ts'

const text = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8')
const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', content = '']) => ({
  language,
  content,
}))

describe('docs/configuration.md', () => {
  test('its configuration fits the schema, and shows every setting', () => {
    const [block] = blocks.filter(({ language }) => language === 'yaml')
    const content = parse(block?.content ?? '')
    const fits = new Ajv({ allowUnionTypes: true }).compile(schema)
    expect(fits(content), JSON.stringify(fits.errors)).toBe(true)
    const rare = ['$schema', 'dialect', 'reader']
    expect([...Object.keys(content), ...rare].sort()).toEqual(Object.keys(schema.properties).sort())
  })

  test('its suppressions are such', () => {
    const comments = blocks.flatMap(({ language, content }) =>
      language === ''
        ? content
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line.startsWith('#'))
        : [],
    )
    expect(comments.length).toBeGreaterThan(1)
    for (const comment of comments)
      expect(readRequest(comment)).toMatchObject({ reason: expect.stringMatching(/./) })
  })
})
