import { expect, test } from 'vitest'
import { destinations } from '../../../src/cli/terminal/destinations.ts'

test('text on standard output, where nothing is asked for', () => {
  expect(destinations([])).toEqual([{ format: 'text' }])
})

test('several reports', () => {
  expect(destinations(['oneline', 'json=out/a=b.json'])).toEqual([
    { format: 'oneline' },
    { format: 'json', file: 'out/a=b.json' },
  ])
})

test.each([
  [['jsn'], /^--format is one of .*, not "jsn"; did you mean json\?$/],
  [['json='], 'names no file after the ='],
  [['json', 'text'], 'only one report can go to standard output'],
])('%j is refused', (asked, message) => {
  expect(() => destinations(asked)).toThrow(message)
})
