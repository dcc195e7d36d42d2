import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { decodeBytes, encodeText } from '../../src/syntax/bytes.ts'
import type { Argument, Line } from '../../src/syntax/nodes.ts'
import { parseSshd, sshdParse, sshdStringify } from '../../src/syntax/sshd.ts'
import { hasShared, inShared } from '../shared.ts'

const VERSIONS = ['7.4', '8.6', '8.7', '9.8', '9.9p1', '10.6']

describe('printing gives back what was read', () => {
  test.each(VERSIONS)('for any text, as %s reads it', (openssh) => {
    const processor = unified().use(sshdParse, { openssh }).use(sshdStringify)
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(processor.stringify(processor.parse(text))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test.each(VERSIONS)('and every node knows where it stands, as %s reads it', (openssh) => {
    fc.assert(
      fc.property(anyText(), (text) => {
        for (const line of parseSshd(text, { openssh }).children) {
          for (const node of 'children' in line ? [line, ...line.children] : [line]) {
            const { start, end } = node.position ?? {}
            const before = text.slice(0, start?.offset)
            expect(start?.line).toBe(before.split('\n').length)
            expect(start?.column).toBe(before.length - before.lastIndexOf('\n'))
            const own = text.slice(start?.offset, end?.offset)
            const wanted = ownText(node)
            expect(wanted.fault ? own.includes(wanted.text) : own === wanted.text).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test.skipIf(!hasShared)('for every real file, and no byte is lost', () => {
    const files = ['sshd', 'sshd-dropin', 'template'].flatMap((folder) =>
      readdirSync(inShared('corpus', folder)).map((name) => inShared('corpus', folder, name)),
    )
    for (const file of files) {
      const bytes = readFileSync(file)
      const { text, encoding } = decodeBytes(bytes)
      for (const openssh of VERSIONS) {
        const printed = unified().use(sshdStringify).stringify(parseSshd(text, { openssh }))
        expect(Buffer.from(encodeText(printed, encoding)).equals(bytes), file).toBe(true)
      }
    }
    expect(files.length).toBeGreaterThan(150)
  })
})

describe('what a line is', () => {
  test('a keyword and its arguments', () => {
    expect(linesOf('AllowUsers alice "bob b" # c\n')).toEqual([['AllowUsers', 'alice', 'bob b']])
  })

  test('one equals sign may part keyword and argument', () => {
    expect(linesOf('Port = 22\nPort=22\nPort==22\n')).toEqual([
      ['Port', '22'],
      ['Port', '22'],
      ['Port', '=22'],
    ])
  })

  test('the rest of the line, for a command', () => {
    expect(linesOf('ForceCommand /x "a b" # c\n')).toEqual([['ForceCommand', '/x "a b" # c']])
    expect(linesOf('ForceCommand /x "a b" # c\n', '8.4')).toEqual([['ForceCommand', '/x "a b"']])
  })

  test('up to 8.6 only double quotes quote, and an equals sign parts arguments', () => {
    expect(linesOf("AcceptEnv 'A B' C=D\n", '8.6')).toEqual([['AcceptEnv', "'A", "B'", 'C', 'D']])
    expect(linesOf("AcceptEnv 'A B' C=D\n", '8.7')).toEqual([['AcceptEnv', 'A B', 'C=D']])
  })

  test('up to 9.8 Match kept the old way', () => {
    expect(linesOf("Match User = 'root'\n", '9.8')).toEqual([['Match', 'User', "'root'"]])
    expect(linesOf("Match User = 'root'\n", '9.9p1')).toEqual([['Match', 'User', '=', 'root']])
  })

  test('a NUL byte glues the next line on', () => {
    expect(linesOf('Banner /a\0 ignored\n  b\nPort 22\n')).toEqual([
      ['Banner', '/ab'],
      ['Port', '22'],
    ])
  })

  test('a quotation mark without partner in the keyword makes the daemon skip the line', () => {
    const [line] = parseSshd('Port" 2222\n').children

    expect(line).toMatchObject({ fault: { outcome: 'ignored' } })
  })

  test.each([
    ['Port\n', 'no argument after keyword "Port"'],
    ['Banner "x\n', 'invalid quotes'],
  ])('%j is refused: %s', (text, reason) => {
    const file = new VFile(text)
    const [line] = unified().use(sshdParse).parse(file).children

    expect(line).toMatchObject({ fault: { reason, outcome: 'refused' } })
    expect(file.messages.map(String)).toEqual([
      `1:1-1:${text.length}: Unexpected line, ${reason}: sshd refuses the file`,
    ])
  })
})

test('time grows with the length of the file only', { timeout: 20_000 }, () => {
  const long = [
    'a\0\n'.repeat(300_000),
    `AllowUsers ${'x '.repeat(500_000)}`,
    `AllowUsers ${'"x" '.repeat(300_000)}`,
    '='.repeat(1_000_000),
    '\r'.repeat(1_000_000),
    'Port 22\n'.repeat(200_000),
  ]
  for (const text of long) {
    for (const openssh of ['8.4', '10.6'])
      expect(parseSshd(text, { openssh }).children.length).toBeGreaterThan(0)
  }
})

function linesOf(text: string, openssh?: string): string[][] {
  return parseSshd(text, openssh === undefined ? {} : { openssh }).children.map((line) =>
    'keyword' in line ? [line.keyword, ...line.children.map(({ value }) => value)] : [line.type],
  )
}

/** The part of the text that a node stands for; a line with a fault is all of it, and perhaps more. */
function ownText(node: Line | Argument): { text: string; fault: boolean } {
  if (node.type === 'argument') return { text: node.raw.text, fault: false }
  if (node.type === 'blank' || node.type === 'comment') return { text: node.value, fault: false }
  const words = node.children.map(({ raw }) => raw.before + raw.text).join('')
  return { text: node.raw.keyword + words, fault: node.fault !== undefined }
}

/** Texts made of what the lexer looks at. */
function anyText(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    ...[
      ' ',
      '\t',
      '\r',
      '\n',
      '\r\n',
      '\f',
      '\v',
      '\0',
      '"',
      "'",
      '\\',
      '=',
      '#',
      ',',
      '!',
      '\u00a0',
      '\ufeff',
    ],
    ...['Port', 'match', 'User', 'ForceCommand', 'SetEnv', 'A=B', 'x', '22', 'é', '😀', '\ud800'],
  )
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
}
