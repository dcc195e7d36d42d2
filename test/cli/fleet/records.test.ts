import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likenessOf } from '../../../src/cli/fleet/likeness.ts'
import { Records } from '../../../src/cli/fleet/records.ts'
import { TextStore } from '../../../src/cli/fleet/text-store.ts'

/** The records of a text that comes in pieces of these lengths, over and over. */
function records(text: string, lengths: readonly number[] = [1000], longest = 10_000) {
  const taken = new Records(longest)
  const bytes = Buffer.from(text)
  const found: { line: number; text?: string }[] = []
  const add = (all: ReturnType<Records['push']>) => {
    for (const record of all)
      found.push(
        'bytes' in record ? { line: record.line, text: String(record.bytes) } : { line: record.line },
      )
  }
  for (let [from, turn] = [0, 0]; from < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1
    add(taken.push(bytes.subarray(from, from + length)))
    from += length
  }
  add(taken.end())
  return found
}

describe('records', () => {
  test('are found however they are printed, and in whatever pieces they come', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 })
    const styles = fc.constantFrom(
      (values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join(''),
      (values: object[]) => values.map((value) => `\n${JSON.stringify(value)} \r\n\n`).join(''),
      (values: object[]) => values.map((value) => `${JSON.stringify(value, undefined, 2)}\n`).join(''),
      (values: object[]) => values.map((value) => JSON.stringify(value, undefined, '\t')).join('\n'),
      (values: object[]) => JSON.stringify(values),
      (values: object[]) => JSON.stringify(values, undefined, 1),
      (values: object[]) => `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]\n`,
      (values: object[]) => `[${values.map((value) => JSON.stringify(value)).join('\n,')}]`,
    )
    fc.assert(
      fc.property(
        fc.array(object, { minLength: 1, maxLength: 5 }),
        styles,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        (values, print, lengths) => {
          const found = records(print(values), lengths, 1_000_000).map(({ text }) => JSON.parse(text ?? ''))
          expect(found).toEqual(JSON.parse(JSON.stringify(values)))
        },
      ),
    )
  })

  test('each has the line in which it begins; one that is cut off does not take the next one with it', () => {
    expect(
      records('{"a": 1}\n\n{"b": "cut off\n{"c": 3}\n{\n  "d": {\n    "x": [\n{"e": 5}\nnothing\n'),
    ).toEqual([
      { line: 1, text: '{"a": 1}' },
      { line: 3, text: '{"b": "cut off' },
      { line: 4, text: '{"c": 3}' },
      { line: 5, text: '{\n"d": {\n"x": [' },
      { line: 8, text: '{"e": 5}' },
      { line: 9, text: 'nothing' },
    ])
  })

  test('those that are too long are told and not kept', () => {
    const long = 'x'.repeat(300)
    expect(
      records(`{"a": 1}\n{"b": "${long}"}\n{"c": 3}\n{\n  "d": "${long}"\n}\n{"e": 5}`, [7], 100),
    ).toEqual([
      { line: 1, text: '{"a": 1}' },
      { line: 2 },
      { line: 3, text: '{"c": 3}' },
      { line: 4 },
      { line: 7, text: '{"e": 5}' },
    ])
  })
})

describe('snapshots are alike', () => {
  const like = (text: string) => likenessOf(Buffer.from(text))
  const a =
    '{"conflint-snapshot": 1, "host": "a", "taken": "2026-11-22T10:00:00Z", "files": {"/x": "missing"}}'

  test('where nothing but the host and the time differs', () => {
    const b = a.replace('"a"', '"other.example.org"').replace('10:00', '11:30')
    expect(like(b)).toEqual({ content: like(a)?.content, host: 'other.example.org' })
    expect(like(a.replace('/x', '/y'))?.content).not.toBe(like(a)?.content)
    // What goes from one place to another is another content.
    expect(like(a.replace('"a"', '"aT"').replace('"2026', '"2026'))?.host).toBe('aT')
  })

  test('never where that is not easily told', () => {
    expect(like(a.replace('"a"', '"a\\u0062"'))).toBeUndefined()
    expect(like(a.replace('"a"', '"a b"'))).toBeUndefined()
    expect(like(a.replace('"a"', '1'))).toBeUndefined()
    expect(like(a.replace('2026', 'in 2026'))).toBeUndefined()
    expect(like(a.replace('"host": "a", ', ''))).toBeUndefined()
  })

  test('a text that speaks of a host is no host', () => {
    const text = `{"files": {"/x": {"text": "\\"host\\": \\"evil\\""}}, "names": ["host"], "host": "a"}`
    expect(like(text)?.host).toBe('a')
  })
})

test('texts come back, from memory and from the file that takes the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.integer({ min: 0, max: 60 }), (texts, most) => {
      const store = new TextStore(most)
      try {
        const numbers = texts.map((text) => store.add(text))
        expect(numbers).toEqual([...texts.keys()])
        for (const [number, text] of [...texts.entries()].reverse()) expect(store.get(number)).toBe(text)
      } finally {
        store.close()
      }
    }),
    { numRuns: 30 },
  )
})
