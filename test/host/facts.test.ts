import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../src/host/host.ts'
import { parseFacts } from '../../src/host/parse-facts.ts'
import { isFault } from '../../src/host/schema-fault.ts'

function host(text: string) {
  const answer = parseFacts(text)
  if (isFault(answer)) throw new Error(answer.message)
  return answer
}

function fault(text: string): string {
  const answer = parseFacts(text)
  return isFault(answer) ? `${answer.line}: ${answer.where}: ${answer.message}` : 'none'
}

test('a facts file becomes a host', () => {
  const facts = host(`{
    "accounts": [{ "name": "bob", "uid": 1001, "gid": 1001, "home": "/home/bob" }],
    "groups": [{ "name": "bob", "gid": 1001 }, { "name": "sftponly", "members": ["bob"] }],
    "files": {
      "/home/bob": { "type": "directory", "mode": "0755", "uid": 0 },
      "/home/eve": "missing",
      "/srv/link": { "link": "/srv/real" }
    },
    "shells": ["/bin/sh"]
  }`)
  expect(facts.account('bob')).toMatchObject({ uid: 1001, groups: ['bob', 'sftponly'], shell: UNKNOWN })
  expect(facts.account('eve')).toBe('missing')
  expect(facts.file('/home/bob')).toMatchObject({ type: 'directory', mode: 0o755, uid: 0, gid: UNKNOWN })
  expect(facts.file('/home/eve')).toBe('missing')
  expect(facts.shells()).toEqual(['/bin/sh'])
})

test('without all groups, or without a primary group, the groups of an account are unknown', () => {
  const facts = host(
    '{ "accounts": [{ "name": "bob", "uid": 1 }], "groups": [{ "name": "g", "members": ["bob"] }] }',
  )
  expect(facts.account('bob')).toMatchObject({ groups: UNKNOWN })
})

test('other accounts are unknown where not all are given', () => {
  expect(host('{ "accounts": [], "allAccounts": false }').account('eve')).toBe(UNKNOWN)
  expect(host('{ "shells": ["/bin/sh"] }').account('eve')).toBe(UNKNOWN)
})

describe('what does not fit is said with its line and with what was expected', () => {
  test.each([
    [
      '{ "accounts": [\n  { "name": "bob", "uid": "1001" }\n] }',
      '2: accounts[0].uid: expected integer, found "1001"',
    ],
    ['{ "accounts": [\n  {},\n  { "uid": 1 }\n] }', '2: accounts[0]: "name" is missing'],
    ['{\n  "account": []\n}', '2: account: unknown name "account"; did you mean accounts?'],
    [
      '{ "files": {\n  "/x": { "mode": "rwx" } } }',
      '2: files["/x"].mode: must match pattern "^[0-7]{3,4}$", found "rwx"',
    ],
    ['{ "files": {\n  "/x": "gone" } }', '2: files["/x"]: expected "missing" or an object, found "gone"'],
    ['{ "files": {\n  "x": "missing" } }', '2: files.x: expected an absolute path as name'],
    ['[]', '1: : expected object, found []'],
    ['{\n  "accounts": [,]\n}', '2: : Unexpected , in flow sequence'],
    ['', '1: : expected object, found null'],
  ])('%s', (text, expected) => {
    expect(fault(text)).toBe(expected)
  })
})
