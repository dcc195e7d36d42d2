import { expect, test } from 'vitest'
import { fitsGlob } from '../../../src/cli/configuration/glob.ts'

test.each([
  ['a/b/sshd_config', 'sshd_config', true],
  ['a/b/sshd_config', '*_config', true],
  ['a/b/sshd_config', 'a/*', false],
  ['a/b/sshd_config', 'a/**', true],
  ['a', 'a/**', true],
  ['ab/c', 'a/**', false],
  ['a/b/sshd_config', '**/sshd_config', true],
  ['sshd_config', '**/sshd_config', true],
  ['a/b/c/x.conf', 'a/**/*.conf', true],
  ['a/x.conf', 'a/**/*.conf', true],
  ['a/b/x.conf', './a/b/x.conf', true],
  ['hosts/web1/x', 'hosts/web?/x', true],
  ['hosts/web/x', 'hosts/web?/x', false],
  ['hosts/a/x', 'hosts/{a,b}/x', true],
  ['hosts/c/x', 'hosts/{a,b}/x', false],
  ['hosts/1/x', 'hosts/[0-9]/x', true],
  ['hosts/z/x', 'hosts/[!0-9]/x', true],
  ['hosts/1/x', 'hosts/[!0-9]/x', false],
  ['a+b/(x).conf', 'a+b/(x).conf', true],
  ['axb', 'a.b', false],
  ['[', '[', true],
])('%s fits %s: %s', (path, pattern, expected) => {
  expect(fitsGlob(path, pattern)).toBe(expected)
})

test.each([
  ['hosts/-/x', 'hosts/[a-]/x', true],
  ['hosts/b/x', 'hosts/[a-c-]/x', true],
  ['hosts/^/x', 'hosts/[^a]/x', true],
  ['hosts/m/x', 'hosts/[z-a]/x', false],
  ['{', '{', true],
  ['a/b', 'a/{b', false],
  ['ab', '{a,{b,c}}', false],
  ['a/b', 'a/b/**', true],
  ['abc', '{*,a}c', true],
  ['a/', 'a/**', true],
])('%s fits %s: %s, though the pattern is odd', (path, pattern, expected) => {
  expect(fitsGlob(path, pattern)).toBe(expected)
})

test.each([
  ['stars', `${'*a'.repeat(60)}*b`],
  ['directories', `${'**/'.repeat(60)}b`],
  ['directories and stars', `${'**/*'.repeat(60)}b`],
  ['alternatives', `${'{a,aa}'.repeat(60)}b`],
  ['alternatives with stars', `${'{*a,a*}'.repeat(40)}b`],
  ['open brackets', '['.repeat(100_000)],
  ['open braces', '{'.repeat(100_000)],
  ['open sets', '[a'.repeat(50_000)],
  ['a list without end', `{${'a,'.repeat(100_000)}}`],
  ['a set without end', `[${'a-z'.repeat(100_000)}]`],
])('a long path against a pattern of %s takes no time', (_, pattern) => {
  const path = `${'a'.repeat(200)}/`.repeat(10)
  const began = performance.now()
  fitsGlob(path, pattern)
  expect(performance.now() - began).toBeLessThan(2000)
})
