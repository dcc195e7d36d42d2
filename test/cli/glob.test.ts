import { expect, test } from 'vitest'
import { fitsGlob } from '../../src/cli/glob.ts'

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
