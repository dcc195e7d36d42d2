import { expect, test } from 'vitest'
import { readYaml } from '../../src/host/yaml.ts'

test.each([
  ['in one another', '? '.repeat(60)],
  ['with a value', '? [a, b]\n: c\n'],
  ['by another name', 'a: &x { b: c }\n*x : d\n'],
])('names that are maps or lists, %s, are a mistake and take no time', (_, text) => {
  const read = readYaml(text)
  expect('mistakes' in read && read.mistakes[0]?.message).toBe('a name must be text')
})
