import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { argumentsReplaced } from '../../src/fix/arguments.ts'
import type { Directive } from '../../src/syntax/nodes.ts'
import { parseSshd } from '../../src/syntax/sshd.ts'

function directive(line: string, openssh: string): Directive {
  const [node] = parseSshd(line, { openssh }).children
  if (node?.type !== 'directive') throw new Error(`${line} is no directive`)
  return node
}

const split = (line: string, version = '9.2') =>
  argumentsReplaced(directive(line, version), ',', ' ', version)
const join = (line: string, version = '9.2') => argumentsReplaced(directive(line, version), ' ', ',', version)

describe('arguments are replaced, not the text that they are written in', () => {
  test.each([
    ['AllowUsers alice,bob', 'alice bob'],
    ['AllowUsers "alice,bob" carol', 'alice bob carol'],
    ["AllowUsers 'alice,bob' carol # all", 'alice bob carol'],
    ['AllowGroups "wheel,ssh users"', 'wheel "ssh users"'],
    ["AllowGroups 'ssh users' wheel,adm", "'ssh users' wheel adm"],
    ['AllowGroups wheel,a\\ b', 'wheel "a b"'],
    ['AllowUsers alice,#bob', 'alice "#bob"'],
    ['AllowUsers alice,', 'alice'],
    ['AllowUsers alice bob', undefined],
  ])('%s is split to %s', (line, text) => {
    expect(split(line)).toBe(text)
  })

  test('before 8.7 a comment begins in quotes too, and only double quotes are quotes', () => {
    expect(split('AllowUsers "alice,bob" carol', '8.4')).toBe('alice bob carol')
    expect(split("AllowUsers alice,'bob'", '8.4')).toBe("alice 'bob'")
    expect(split('AllowGroups "wheel,ssh users"', '8.4')).toBe('wheel "ssh users"')
  })

  test('joined', () => {
    expect(join('AuthenticationMethods publickey "keyboard-interactive"')).toBe(
      'publickey,keyboard-interactive',
    )
  })

  test('a keyword that takes the rest of the line has blanks within its argument', () => {
    const line = directive('ForceCommand "a b" --x y', '9.2')
    expect(argumentsReplaced(line, '--x y', '-z', '9.2')).toBe('"a b" -z')
  })
})

const someText = fc
  .array(fc.constantFrom('a', 'b', ',', ',', ' ', '"', "'", '\\', '#', '=', '\t'), { maxLength: 14 })
  .map((characters) => characters.join(''))

test('sshd gets exactly the arguments that are meant', () => {
  let changed = 0
  fc.assert(
    fc.property(someText, fc.constantFrom('7.4', '8.6', '8.7', '9.2', '10.0'), (text, version) => {
      const before = directive(`AllowGroups a,b ${text}`, version)
      if (before.fault) return
      const values = ({ children }: Directive) => {
        const all = children.map(({ value }) => value)
        return all.slice(0, all.findLastIndex((value) => value !== '') + 1)
      }
      for (const [from, to, meant] of [
        [',', ' ', values(before).flatMap((value) => value.split(','))],
        [' ', ',', [values(before).join(',')]],
        ['a', 'c', values(before).map((value) => value.replaceAll('a', 'c'))],
      ] as const) {
        const written = argumentsReplaced(before, from, to, version)
        if (written === undefined) continue
        changed++
        const after = directive(`AllowGroups ${written}${before.raw.after}`, version)
        expect(after.fault).toBeUndefined()
        expect(values(after)).toEqual(meant.filter((value) => value !== ''))
      }
    }),
    { numRuns: 500 },
  )
  expect(changed).toBeGreaterThan(500)
})
