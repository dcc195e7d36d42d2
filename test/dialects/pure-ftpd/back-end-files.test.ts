import { describe, expect, test } from 'vitest'
import { readKeywordFile } from '../../../src/dialects/pure-ftpd/back-end-files/keyword-file.ts'
import { KEYWORDS } from '../../../src/dialects/pure-ftpd/back-end-files/keywords.ts'
import { memory } from '../../../src/host/memory.ts'

/** What is read of a MySQL file, one string a setting. */
function read(text: string) {
  const file = readKeywordFile('/db.conf', KEYWORDS.MySQLConfigFile, memory({ '/db.conf': text }))
  return {
    settings: file?.settings.map(({ keyword, value, line }) => `${line} ${keyword}=${value}`),
    fault: file?.fault,
  }
}

describe('files of LDAP, MySQL and PostgreSQL', () => {
  test('keywords in any case, the rest of the line as value, comments on their own lines', () => {
    expect(
      read(
        '# users\n\n  mysqlserver  127.0.0.1\r\nMYSQLGetPW SELECT Password FROM users WHERE User="\\L" # x\n',
      ),
    ).toEqual({
      settings: ['3 MYSQLServer=127.0.0.1', '4 MYSQLGetPW=SELECT Password FROM users WHERE User="\\L" # x'],
      fault: undefined,
    })
  })

  test('nothing is needed between keyword and value', () => {
    expect(read('MYSQLCryptmd5').settings).toEqual(['1 MYSQLCrypt=md5'])
  })

  test.each([
    ['MYSQLServer localhost\nMYSQLPasswort x\n', { line: 2, text: 'MYSQLPasswort x' }],
    ['MYSQLPassword\n', { line: 1, text: 'MYSQLPassword' }],
    ['PGSQLServer localhost\n', { line: 1, text: 'PGSQLServer localhost' }],
  ])('%j ends the reading', (text, fault) => {
    expect(read(text).fault).toEqual(fault)
  })

  test('a file that cannot be read', () => {
    expect(readKeywordFile('/none', KEYWORDS.LDAPConfigFile, memory({}))).toBeUndefined()
  })
})
