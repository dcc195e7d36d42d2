import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressText, parseAddress } from '../../src/classes/address-text.ts'
import { connectionClasses } from '../../src/classes/classes.ts'
import { memory } from '../../src/host/memory.ts'
import { guards } from './guards.ts'
import { evaluate } from './semantics.ts'
import { cases } from './universe.ts'

const word = fc.constantFrom(0, 0, 0, 1, 0x10, 0xa, 0xabc, 0xffff)
const ipv6 = fc
  .array(word, { minLength: 8, maxLength: 8 })
  .map((words) => words.flatMap((value) => [value >> 8, value & 255]))
const ipv4 = fc.array(fc.constantFrom(0, 1, 10, 11, 101, 255), { minLength: 4, maxLength: 4 })
const address = fc.oneof(ipv4, ipv6)

describe('the text of an address', () => {
  it.each([
    [[10, 0, 0, 1], '10.0.0.1'],
    [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], '2001:db8::1'],
    [[0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1], '1::1:0:0:1:1'],
    [[0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], '1:0:1:1:1:1:1:1'],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1], '::ffff:10.0.0.1'],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1], '::10.0.0.1'],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], '::1'],
    [new Array<number>(16).fill(0), '::'],
  ])('%j is %s', (bytes, text) => {
    expect(addressText(bytes)).toBe(text)
    expect(parseAddress(text)).toEqual(bytes)
  })

  it('is read as the same address', () => {
    fc.assert(
      fc.property(address, (bytes) => {
        expect(parseAddress(addressText(bytes))).toEqual(bytes)
      }),
    )
  })

  it.each(['10.0.0', '010.0.0.1', '1::2::3', '2001:DB8::1', '0:0:0:0:0:0:0:1', 'fe80::1%eth0', ''])(
    '%s is none, or not the one that sshd compares',
    (text) => expect(parseAddress(text)).toBe(undefined),
  )
})

describe('classes of addresses', () => {
  const pattern = fc
    .array(fc.constantFrom('1', '0', 'a', ':', '::', '.', '*', '?', 'ffff'), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join(''))
    .filter((text) => !parseAddress(text))
  const network = fc
    .tuple(address, fc.integer({ min: 0, max: 128 }))
    .map(([bytes, length]) => {
      const bits = Math.min(length, bytes.length * 8)
      const start = bytes.map((byte, i) => byte & (0xff00 >> Math.max(0, Math.min(8, bits - i * 8))) & 255)
      return `${addressText(start)}/${bits}`
    })
    .filter((text) => !text.includes('::ffff:') && !/^::\d+\./.test(text))
  const item = fc
    .tuple(fc.boolean(), fc.oneof(pattern, network))
    .map(([not, text]) => (not ? `!${text}` : text))
  const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => `Address ${items.join()}`)

  it(
    'leave out no address',
    () => {
      fc.assert(
        fc.property(
          fc.array(list, { minLength: 1, maxLength: 3 }),
          fc.array(address, { minLength: 30, maxLength: 30 }),
          (lines, addresses) => {
            const all = guards(...lines)
            const { classes, complete } = connectionClasses(all, memory({}))
            expect(complete).toBe(true)
            const listed = classes.map(({ holds }) => all.filter((guard) => holds.has(guard)))
            expect(classes.map(({ witness }) => all.filter((guard) => evaluate(guard, witness)))).toEqual(
              listed,
            )
            const known = new Set(listed.map((holding) => holding.map(({ index }) => index).join()))
            const missing = addresses.map(addressText).find((text) => {
              const held = all.filter((guard) => evaluate(guard, { address: text }))
              return !known.has(held.map(({ index }) => index).join())
            })
            expect(missing).toBe(undefined)
          },
        ),
        { numRuns: cases / 4 },
      )
    },
    60_000 + cases * 30,
  )
})
