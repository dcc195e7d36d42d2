import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pureFtpd } from '../../../src/dialects/pure-ftpd/index.ts'
import { hostOf } from '../../../src/host/facts.ts'
import { memory } from '../../../src/host/memory.ts'
import { overlay } from '../../../src/host/overlay.ts'
import { builtin } from '../../../src/rules/builtin.ts'
import { lint } from '../../../src/rules/lint.ts'
import { CONF, native, quantity } from '../../dialects/pure-ftpd/support.ts'

const { rules, laws } = await builtin('pure-ftpd')

/** Values of one field of a record: mostly right, sometimes not. */
const field = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  )

const record = fc
  .tuple(
    field(['ann', 'ben', 'cid'], ['alice']),
    field(['$6$salt$hash', '$2a$10$abc', '$argon2id$v=19$m=65536'], ['secret', '']),
    field(['1001', '1500', '33'], ['0', 'www-data', '4294968796']),
    field(['1001', '33'], ['0', 'staff']),
    field(['/srv/ann/./', '/srv/ben'], ['/srv/gone/./', 'srv/ann', '', '/srv/file']),
    field(['', '10.0.0.0/8'], ['1', '10.0.0.0/0', '300.1.1.1']),
    field([''], ['nine to five']),
  )
  .map(
    ([login, hash, uid, gid, home, clients, times]) =>
      `${login}:${hash}:${uid}:${gid}::${home}::::::::::${clients}::${times}\n`,
  )

const line = fc.constantFrom(
  ...[
    'MinUID 1000',
    'MinUID 100',
    'MinUID 1500',
    'MinUID 4294967296',
    'CreateHomeDir yes',
    'ChrootEveryone yes',
  ],
  ...['AnonymousOnly yes', 'NoAnonymous yes', 'UnixAuthentication yes', 'PAMAuthentication yes'],
  ...['ForcePassiveIP 2001:db8::1', 'ForcePassiveIP 203.0.113.5', 'Quota 10:10', 'TLS 1'],
)

const facts = {
  accounts: [
    { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash' },
    { name: 'alice', uid: 1000, gid: 1000, home: '/home/alice', shell: '/bin/bash' },
  ],
  allAccounts: true,
  files: {
    '/srv/ann': { type: 'directory', mode: '0755', uid: 1001, gid: 1001 },
    '/srv/ben': { type: 'directory', mode: '0755', uid: 1001, gid: 1001 },
    '/srv/gone': 'missing',
    '/srv/file': { type: 'file', mode: '0644', uid: 1001, gid: 1001 },
    '/etc/ssl/private/pure-ftpd.pem': { type: 'file', mode: '0600' },
  },
} as const

/** What a user reads of lock-outs, for all rules at once. */
function lockOuts(conf: string, records: readonly string[]) {
  const files = { [CONF]: conf, '/etc/pureftpd.passwd': records.join('') }
  const host = overlay(memory(files), hostOf(facts))
  const config = native(conf, '1.0.54', host)
  const { findings } = lint(config, {
    dialect: pureFtpd,
    rules,
    laws,
    host,
    parameters: { agentKeys: 5, assumedVersion: false },
    profile: 'conflicts',
  })
  const logins = (name: string) => {
    const { value } = quantity(name, config, host)
    return Array.isArray(value) ? value.map(String) : []
  }
  return {
    findings: findings.filter(
      ({ tags, confidence }) => tags.includes('lock-out') && confidence !== 'possible',
    ),
    refused: logins('refused-virtual-accounts'),
    accepted: logins('accepted-virtual-accounts'),
  }
}

const cases = fc.tuple(fc.array(record, { minLength: 1, maxLength: 4 }), fc.array(line, { maxLength: 5 }))

test('every virtual user whom the server certainly refuses is named by a finding, or all are', () => {
  fc.assert(
    fc.property(cases, ([records, lines]) => {
      const conf = [...lines, 'PureDB /etc/pureftpd.pdb', ''].join('\n')
      const { findings, refused } = lockOuts(conf, records)
      const named = new Set(findings.flatMap(({ evidence }) => evidence.map(({ keyword }) => keyword)))
      const concernsAll = findings.some(
        ({ severity, evidence }) => severity === 'error' && evidence.every(({ origin }) => origin !== 'fact'),
      )
      const silent = concernsAll ? [] : refused.filter((login) => !named.has(login))
      expect(silent, `${conf}\n${records.join('')}`).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('no virtual user who certainly gets in is named by an error that is certain', () => {
  fc.assert(
    fc.property(cases, ([records, lines]) => {
      const conf = [...lines, 'PureDB /etc/pureftpd.pdb', ''].join('\n')
      const { findings, accepted } = lockOuts(conf, records)
      const wrong = findings
        .filter(({ severity, confidence }) => severity === 'error' && confidence === 'certain')
        .flatMap(({ rule, evidence }) =>
          evidence
            .filter(({ keyword }) => accepted.includes(keyword))
            .map(({ keyword }) => `${rule}: ${keyword}`),
        )
      expect(wrong, `${conf}\n${records.join('')}`).toEqual([])
    }),
    { numRuns: 400 },
  )
})
