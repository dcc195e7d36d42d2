import { describe, expect, test } from 'vitest'
import type { Place } from '../../src/dialects/dialect.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { applyEdits, type Edit } from '../../src/fix/edits.ts'
import {
  insertBeforeBlocks,
  insertInBlock,
  moveBeforeBlocks,
  removeBlock,
  removeLine,
  replaceArguments,
} from '../../src/fix/lines.ts'
import { memory } from '../../src/host/memory.ts'

const entry = '/etc/ssh/sshd_config'

function sourceOf(text: string) {
  const [source] = sshd.resolve(entry, memory({ [entry]: text }), {}).sources
  if (!source) throw new Error('there is one file')
  return source
}

/** The lines with these numbers, from 1. */
function places(text: string, ...numbers: readonly number[]): Place[] {
  const source = sourceOf(text)
  return numbers.flatMap((number) => {
    const node = source.root.children[number - 1]
    return node ? [{ source, node }] : []
  })
}

/** The text after an edit of the line with this number. */
function edited(text: string, number: number, edit: (place: Place) => Edit[]): string {
  return applyEdits(text, places(text, number).flatMap(edit))
}

describe('a line for everybody', () => {
  test.each([
    ['behind the last global one', 'Port 22\nMatch all\n', 'Port 22\nX y\nMatch all\n'],
    [
      'before the comments that introduce the first block',
      'Port 22\n\n# for bob\n# only\nMatch User bob\n    PermitTTY no\n',
      'Port 22\nX y\n\n# for bob\n# only\nMatch User bob\n    PermitTTY no\n',
    ],
    [
      'where the file begins with a block',
      '# stock\n\n# for bob\nMatch User bob\n',
      '# stock\n\nX y\n# for bob\nMatch User bob\n',
    ],
    ['in a file of comments', '# one\n# two\n', '# one\n# two\nX y\n'],
    ['in an empty file', '', 'X y\n'],
    ['behind a line that does not end', 'Port 22', 'Port 22\nX y'],
    ['with the line ending of the file', 'Port 22\r\n', 'Port 22\r\nX y\r\n'],
    [
      'with the line ending of its neighbour',
      'Port 22\r\n# x\nUsePAM yes\n',
      'Port 22\r\n# x\nUsePAM yes\nX y\n',
    ],
    ['behind a byte order mark', '\uFEFF# one\n', '\uFEFF# one\nX y\n'],
  ])('%s', (_, before, after) => {
    expect(applyEdits(before, insertBeforeBlocks(sourceOf(before), 'X y'))).toBe(after)
  })
})

describe('a line in a block', () => {
  test.each([
    ['at its top', 'Match User bob\n  PermitTTY no\n', 'Match User bob\n  X y\n  PermitTTY no\n'],
    ['indented as the others', 'Match User bob\n\tPermitTTY no\n', 'Match User bob\n\tX y\n\tPermitTTY no\n'],
    [
      'indented as the first setting, where a comment comes first',
      'Match User bob\n# why\n PermitTTY no\n',
      'Match User bob\n X y\n# why\n PermitTTY no\n',
    ],
    ['in an empty one', 'Match User bob\nMatch User al\n', 'Match User bob\n    X y\nMatch User al\n'],
    ['at the end of a file', 'Match User bob', 'Match User bob\n    X y'],
    ['with its line ending', 'Match User bob\r\n', 'Match User bob\r\n    X y\r\n'],
  ])('%s', (_, before, after) => {
    expect(edited(before, 1, (match) => insertInBlock(match, 'X y'))).toBe(after)
  })
})

describe('lines that are moved before the first block', () => {
  test('go with the comments right above them, without indentation', () => {
    const text =
      'Port 22\nMatch User bob\n  PermitTTY no\n\n  # for all\n  UseDNS no\nMatch User al\n  UsePAM yes # x\n'
    expect(applyEdits(text, moveBeforeBlocks(places(text, 6, 8)))).toBe(
      'Port 22\n# for all\nUseDNS no\nUsePAM yes # x\nMatch User bob\n  PermitTTY no\n\nMatch User al\n',
    )
  })

  test('stay where their file has no blocks', () => {
    expect(moveBeforeBlocks(places('UseDNS no\n', 1))).toEqual([])
  })
})

test('a block goes down to the comments of the next one', () => {
  const text = 'Match User bob\n  # why\n  PermitTTY no\n\n# al\nMatch User al\n'
  expect(edited(text, 1, removeBlock)).toBe('# al\nMatch User al\n')
  expect(edited(text, 6, removeBlock)).toBe('Match User bob\n  # why\n  PermitTTY no\n\n# al\n')
})

test('a line goes with its line ending, and with what a NUL byte glues to it', () => {
  expect(edited('Port 22\r\nUseDNS no\r\n', 1, removeLine)).toBe('UseDNS no\r\n')
  expect(edited('Port 22\0\nUseDNS no\nUsePAM yes\n', 1, removeLine)).toBe('UsePAM yes\n')
})

test.each([
  ['  Port  22  # ssh\r\n', '  Port  23  # ssh\r\n'],
  ['Port=22\n', 'Port=23\n'],
  ['Port "22"', 'Port 23'],
  ['AllowUsers a b\n', 'AllowUsers 23\n'],
])('the arguments of %j change, and nothing else', (before, after) => {
  expect(edited(before, 1, (line) => replaceArguments(line, () => '23'))).toBe(after)
})
