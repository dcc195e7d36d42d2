import { expect, test } from 'vitest'
import { lint } from '../../src/index.ts'

/** The findings on a text, as `line rule severity`. */
function found(text: string): string[] {
  return lint(text, { dialect: 'sshd' }).findings.map(
    ({ range, rule, severity }) => `${range.start.line} ${rule} ${severity}`,
  )
}

test('a character that only looks right: not also the keyword, or the value, that it spoils', () => {
  expect(found('PermitRootLogin\u00A0no\n')).toEqual(['1 sshd/strange-character error'])
  expect(found('PermitRootLogin “no”\n')).toEqual(['1 sshd/strange-character error'])
  expect(found('Match User bob\n  Banner “/etc/issue.net”\n')).toEqual(['2 sshd/strange-character warning'])
  expect(found('PermitRotLogin “no”\n')).toEqual(['1 sshd/unknown-keyword error'])
})

test('a byte order mark: not also the keyword that it spoils', () => {
  expect(found('\uFEFFPermitRootLogin no\n')).toEqual(['1 sshd/file-damage error'])
})

test('a comment without a blank: not also the value that it spoils', () => {
  expect(found('PermitRootLogin no#never\n')).toEqual(['1 sshd/glued-comment error'])
  expect(found('PermitRotLogin no#never\n')).toEqual(['1 sshd/unknown-keyword error'])
})

test('sshd refuses the ChrootDirectory: not also what would be in it; for others it is told', () => {
  const sftp = 'Subsystem sftp internal-sftp\nDisableForwarding yes\nForceCommand internal-sftp\n'
  expect(found(`${sftp}ChrootDirectory /srv/%q\n`)).toEqual(['4 sshd/chroot-path-refused error'])
  expect(
    found(`${sftp}Match Group a\n  ChrootDirectory /srv/%q\nMatch Group b\n  ChrootDirectory /srv/b\n`),
  ).toEqual(['5 sshd/chroot-path-refused error', '7 sshd/authorized-keys-outside-chroot warning'])
})

test('where the rule that says more is off, the other one speaks', () => {
  const { findings } = lint('\uFEFFPermitRootLogin no\n', {
    dialect: 'sshd',
    rules: { 'sshd/file-damage': 'off' },
  })
  expect(findings.map(({ rule }) => rule)).toEqual(['sshd/unknown-keyword'])
})
