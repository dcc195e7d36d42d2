import { expect, test } from 'vitest'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

test('what is not compiled in is an unknown directive', async () => {
  const folder = directoryWith({
    'pure-ftpd.conf': 'NoAnonymous yes\nMySQLConfigFile /etc/mysql.conf\nMinUID 1000\n',
  })
  const ask = (...given: string[]) => conflint(folder, ['--format', 'oneline', ...given, 'pure-ftpd.conf'])
  expect((await ask()).out).not.toContain('pure-ftpd/unknown-directive')
  expect((await ask('--pure-ftpd-features', 'puredb,tls')).out).toContain(':2:1: error')
})

test('nor is it in a snapshot', async () => {
  const path = '/etc/pure-ftpd.conf'
  const text = 'NoAnonymous yes\nMySQLConfigFile /etc/mysql.conf\nMinUID 1000\n'
  const snapshot = {
    'conflint-snapshot': 1,
    host: 'ftp1',
    configurations: [path],
    files: { [path]: { type: 'file', text } },
  }
  const folder = directoryWith({ 'ftp1.json': JSON.stringify(snapshot) })
  const given = ['--format', 'oneline', '--pure-ftpd-features', 'puredb,tls']
  expect((await conflint(folder, [...given, 'ftp1.json'])).out).toContain(`ftp1:${path}:2:1: error`)
})

test('a part that does not exist', async () => {
  const folder = directoryWith({ 'pure-ftpd.conf': 'MinUID 1000\n' })
  const { status, error } = await conflint(folder, ['--pure-ftpd-features', 'puredb,mysq', 'pure-ftpd.conf'])
  expect(status).toBe(2)
  expect(error).toMatch(/knows .*, not "mysq"; did you mean mysql\?\n$/)
})
