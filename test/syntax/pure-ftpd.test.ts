import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { decodeBytes, encodeText } from '../../src/syntax/bytes.ts'
import { printRoot } from '../../src/syntax/print.ts'
import {
  type PureFtpdParseOptions,
  parsePureFtpd,
  pureFtpdParse,
  pureFtpdStringify,
} from '../../src/syntax/pure-ftpd.ts'
import { hasShared, inShared } from '../shared.ts'

describe('the tree of pure-ftpd.conf', () => {
  it('has one node a line, with positions', () => {
    const root = parsePureFtpd('# note\n\n  MinUID : 1000 \r\nPureDB /a b # c')
    expect(root.children).toMatchObject([
      {
        type: 'comment',
        value: '# note',
        position: { start: { line: 1, column: 1 }, end: { line: 1, column: 7 } },
      },
      { type: 'blank', value: '\n' },
      {
        type: 'directive',
        keyword: 'MinUID',
        raw: { before: '  ', keyword: 'MinUID', after: ' \r\n' },
        children: [
          {
            value: '1000',
            raw: { before: ' : ', text: '1000' },
            position: {
              start: { line: 3, column: 12, offset: 19 },
              end: { line: 3, column: 16, offset: 23 },
            },
          },
        ],
        position: { start: { line: 3, column: 3 }, end: { line: 3, column: 16 } },
      },
      { type: 'directive', keyword: 'PureDB', children: [{ value: '/a b # c' }] },
    ])
  })

  it.each([
    ['MinUID', 'the value of MinUID is missing'],
    ['MinUID == 1', 'there is more than one separator between name and value'],
    ['MinUID été', 'only printable ASCII characters may stand in a setting'],
    ['\ufeff# first line', 'the file begins with a byte order mark'],
  ])('%j is a fault', (text, reason) => {
    expect(parsePureFtpd(text).children).toMatchObject([{ fault: { reason, outcome: 'refused' } }])
  })

  it.each(['MinUID 1', 'MinUID=1', 'MinUID:1', 'MinUID \t= 1', 'MinUID\v1'])('%j has the value 1', (text) => {
    expect(parsePureFtpd(text).children).toMatchObject([{ keyword: 'MinUID', children: [{ value: '1' }] }])
    expect(parsePureFtpd(text).children[0]).not.toHaveProperty('fault')
  })

  it('ends a line at NUL', () => {
    expect(parsePureFtpd('MinUID 1\0 2\n').children).toMatchObject([
      { keyword: 'MinUID', children: [{ value: '1' }], raw: { after: '\0 2\n' } },
    ])
  })

  it('cuts a line that is longer than the buffer of the daemon', () => {
    const path = `/${'x'.repeat(65_535)}`
    expect(parsePureFtpd(`#${path}\nTLS 1\n`).children).toMatchObject([
      { type: 'comment' },
      { type: 'directive', keyword: 'xx' },
      { type: 'directive', keyword: 'TLS' },
    ])
  })

  it('reads a file of conf/ as values of one directive', () => {
    const root = parsePureFtpd('\n# old\n 1000 \n', { grammar: 'wrapper', directive: 'MinUID' })
    expect(root.children).toMatchObject([
      { type: 'blank' },
      { type: 'comment' },
      { type: 'directive', keyword: 'MinUID', raw: { keyword: '' }, children: [{ value: '1000' }] },
    ])
  })
})

describe('the plugins', () => {
  it('parse, report and print', async () => {
    const file = new VFile('MinUID\nTLS 1\n')
    const result = await unified().use(pureFtpdParse).use(pureFtpdStringify).process(file)
    expect(String(result)).toBe('MinUID\nTLS 1\n')
    expect(file.messages.map(String)).toEqual([
      '1:1-1:7: Unexpected line, the value of MinUID is missing: pure-ftpd refuses the file',
    ])
  })
})

const grammars: PureFtpdParseOptions[] = [{}, { grammar: 'script' }, { grammar: 'wrapper', directive: 'TLS' }]
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc
    .array(
      fc.constantFrom('MinUID', ' ', '\t', '=', ':', '#', '\n', '\r\n', '\0', '"', '1', '\ufeff', 'é', '\v'),
    )
    .map((pieces) => pieces.join('')),
)

describe('nothing is lost', () => {
  it.each(grammars)('in any text (%o)', (options) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printRoot(parsePureFtpd(text, options))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  it('positions say where the text of a node stands', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const node of parsePureFtpd(text).children) {
          if (node.type !== 'directive') continue
          for (const { position, raw } of node.children) {
            expect(text.slice(position?.start.offset, position?.end.offset)).toBe(raw.text)
          }
        }
      }),
    )
  })

  it('a text of many lines takes linear time', () => {
    const time = (lines: number) => {
      const text = 'MinUID 100\n'.repeat(lines)
      const start = performance.now()
      parsePureFtpd(text)
      return performance.now() - start
    }
    time(20_000)
    expect(time(200_000) / time(20_000)).toBeLessThan(60)
  })
})

const corpus = inShared('corpus/pureftpd')

describe.skipIf(!hasShared)('the corpus', () => {
  it('is printed back byte for byte', () => {
    const names = readdirSync(corpus).filter((name) => statSync(join(corpus, name)).isFile())
    expect(names.length).toBeGreaterThan(40)
    for (const name of names) {
      const bytes = new Uint8Array(readFileSync(join(corpus, name)))
      const { text, encoding } = decodeBytes(bytes)
      expect(encodeText(printRoot(parsePureFtpd(text)), encoding), name).toEqual(bytes)
    }
  })
})
