import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyOfCertificate, keyOfPrivateKey } from '../../../src/dialects/pure-ftpd/certificates/der.ts'
import { readPem } from '../../../src/dialects/pure-ftpd/certificates/pem.ts'
import { memory } from '../../../src/host/memory.ts'
import { CONF, native, quantity } from './support.ts'

const openssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!openssl)('certificates made by openssl', () => {
  let directory = ''
  const file = (name: string) => readFileSync(join(directory, name), 'utf8')
  const run = (...command: string[]) => execFileSync('openssl', command, { cwd: directory, stdio: 'pipe' })

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'conflint-'))
    for (const [name, ...kind] of [
      ['a', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ['b', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ['rsa', 'rsa:2048'],
      ['short', 'rsa:1024'],
    ]) {
      run(
        ...['req', '-x509', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-newkey'],
        ...kind,
        ...['-keyout', `${name}.key`, '-out', `${name}.crt`],
      )
    }
    run('ec', '-in', 'a.key', '-out', 'a.sec1')
    run('rsa', '-in', 'rsa.key', '-traditional', '-out', 'rsa.pkcs1')
    run('ec', '-in', 'a.key', '-aes128', '-passout', 'pass:secret', '-out', 'a.locked')
    run('pkcs8', '-topk8', '-in', 'a.key', '-passout', 'pass:secret', '-out', 'a.locked8')
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  test.each([
    ['a.crt', 'a.key', 'a.sec1'],
    ['rsa.crt', 'rsa.key', 'rsa.pkcs1'],
  ])('%s, %s and %s hold the same public key', (certificate, ...keys) => {
    const expected = readPem(file(certificate)).map(({ der }) => keyOfCertificate(der))
    expect(expected[0]?.value).toMatch(/^[0-9a-f]{100,}$/)
    for (const key of keys) {
      const [block] = readPem(file(key)).filter(({ label }) => label.endsWith('PRIVATE KEY'))
      expect(block && keyOfPrivateKey(block.der)).toEqual(expected[0])
    }
  })

  test('the length of an RSA key', () => {
    const bits = (name: string) => readPem(file(name)).map(({ der }) => keyOfCertificate(der)?.bits)
    expect([bits('rsa.crt'), bits('short.crt'), bits('a.crt')]).toEqual([[2048], [1024], [undefined]])
  })

  const bundle = (...names: string[]) => ({ '/cert.pem': names.map(file).join('') })
  test.each([
    ['CertFile /cert.pem', ['a.crt', 'a.key'], 'usable'],
    ['CertFile /cert.pem', ['rsa.pkcs1', 'rsa.crt'], 'usable'],
    ['CertFile /cert.pem', ['a.crt', 'b.crt', 'a.key'], 'usable'],
    ['CertFile /cert.pem', ['b.crt', 'a.crt', 'a.key'], 'key of another certificate'],
    ['CertFile /cert.pem', ['rsa.crt', 'a.key'], 'key of another certificate'],
    ['CertFile /cert.pem', ['a.crt'], 'no key'],
    ['CertFile /cert.pem', ['a.key'], 'no certificate'],
    ['CertFile /cert.pem', ['short.crt', 'short.key'], 'short key'],
    ['CertFile /cert.pem', ['a.crt', 'a.locked'], 'key with pass phrase'],
    ['CertFile /cert.pem', ['a.crt', 'a.locked8'], 'key with pass phrase'],
  ])('%s with %j is %s', (conf, names, state) => {
    const host = memory({ [CONF]: conf, ...bundle(...names) })
    expect(quantity('certificate-state', native(conf, '1.0.54', host), host).value).toBe(state)
  })

  test.each([
    ['CertFileAndKey /a.crt /a.key', 'usable'],
    ['CertFileAndKey /a.key /a.crt', 'swapped'],
    ['CertFileAndKey /a.crt /b.key', 'key of another certificate'],
    ['CertFile /a.crt,/a.key', 'usable'],
    ['CertFileAndKey /a.crt /gone.key', 'missing'],
  ])('%s is %s', (conf, state) => {
    const files = Object.fromEntries(['a.crt', 'a.key', 'b.key'].map((name) => [`/${name}`, file(name)]))
    const host = memory({ [CONF]: conf, ...files }, { facts: { '/gone.key': 'missing' } })
    expect(quantity('certificate-state', native(conf, '1.0.54', host), host).value).toBe(state)
  })
})

test('what is no PEM holds no blocks, and what is no DER no key', () => {
  expect(readPem('-----BEGIN CERTIFICATE-----\nAAAA\n')).toEqual([])
  expect(readPem('-----BEGIN A-----\nAAAA\n-----END B-----\n')).toEqual([])
  expect(keyOfCertificate(new Uint8Array([0x30, 0x82, 0xff, 0xff, 1]))).toBeUndefined()
  expect(keyOfPrivateKey(new Uint8Array())).toBeUndefined()
})
