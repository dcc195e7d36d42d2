import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { publishedSchemas } from '../scripts/compile-rules.ts'
import { builtinDocuments } from '../src/rules/builtin.ts'

const schemas = publishedSchemas(await builtinDocuments())

test('every schema that the package exports is published', () => {
  const exported = Object.keys(manifest.exports).filter((name) => name.endsWith('.schema.json'))
  expect(exported.sort()).toEqual(
    Object.keys(schemas)
      .map((name) => `./${name}`)
      .sort(),
  )
})

test.each(Object.entries(schemas))('%s is a schema', (_, schema) => {
  const ajv = new Ajv({ allowUnionTypes: true, strict: true, strictTypes: false })
  expect(typeof schema === 'object' && schema !== null && ajv.validateSchema(schema)).toBe(true)
})

test('that of .conflint.yaml completes the ids of rules, and takes those of others', () => {
  const fits = new Ajv({ allowUnionTypes: true }).compile(schemas['configuration.schema.json'] ?? {})
  expect(fits({ rules: { 'sshd/unknown-keyword': 'off', 'sshd/our-own': 'error', 'sshd/*': 'on' } })).toBe(
    true,
  )
  expect(fits({ rules: { 'sshd/unknown-keyword': 'of' } })).toBe(false)
  expect(JSON.stringify(schemas['configuration.schema.json'])).toContain('"sshd/unknown-keyword":{')
})
