import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../../src/rules/finding.ts'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const upgrade = `UsePrivilegeSeparation sandbox
RequiredRSASize 2048
HostKeyAlgorithms +ssh-dss
Match User =bob
    PermitTTY no
`

describe('several versions at once', () => {
  test('each finding says for which it holds, and since or before which release', async () => {
    const directory = directoryWith({ sshd_config: upgrade })
    const { out, status } = await conflint(directory, [
      'sshd_config',
      '--openssh=7.4,debian-12,10.6',
      '--format=oneline',
    ])
    expect(status).toBe(1)
    expect(out).toBe(
      [
        'sshd_config:2:1: error: sshd does not start: RequiredRSASize exists since OpenSSH 9.1, and 7.4 does not know it. Holds for OpenSSH 7.4, not for debian-12 or 10.6: before OpenSSH 9.1. [sshd/unknown-keyword]',
        'sshd_config:3:1: error: sshd does not start: it refuses HostKeyAlgorithms, because it does not know ssh-dss (removed in 10.0). Holds for OpenSSH 10.6, not for 7.4 or debian-12: since OpenSSH 10.0. [sshd/invalid-value]',
        'sshd_config:4:1: warning: sshd takes the "=" for a part of the name, so only a user named "=bob" fits; write no blank before it. Holds for OpenSSH 10.6, not for 7.4 or debian-12: since OpenSSH 9.9p1. [sshd/match-pattern]',
        'sshd_config:1:1: info: sshd ignores UsePrivilegeSeparation: privileges are always separated; the line can be removed. Holds for debian-12 and OpenSSH 10.6, not for 7.4: since OpenSSH 7.5. [sshd/deprecated-keyword]',
        'sshd_config:3:1: info: A newer OpenSSH does not know ssh-dss, and does not start with this list after the upgrade; remove the name. Holds for OpenSSH 7.4 and debian-12, not for 10.6: before OpenSSH 10.0. [sshd/algorithm-removed-later]',
        '',
      ].join('\n'),
    )
  })

  test.each([
    ['ClientAliveInterval 300\nClientAliveCountMax 0\n', '8.2,9.2', ''],
    [
      'ClientAliveInterval 300\nClientAliveCountMax 0\n',
      '7.4,9.2',
      ' Holds for OpenSSH 9.2, not for 7.4: since OpenSSH 8.2.',
    ],
    ['Match User "alice, bob"\n    X11Forwarding no\n', '9.2,10.6', ''],
  ])('%j for %s is one finding', async (sshd_config, versions, told) => {
    const directory = directoryWith({ sshd_config })
    const argv = ['sshd_config', `--openssh=${versions}`, '--format=oneline']
    const { out } = await conflint(directory, argv)
    const newest = await conflint(directory, ['sshd_config', '--openssh=9.2', '--format=oneline'])
    expect(out).toBe(newest.out.replace(/(?= \[sshd)/, told))
  })

  test('the reader of the text sees it below the rule', async () => {
    const directory = directoryWith({ sshd_config: 'RequiredRSASize 2048\n' })
    const { out } = await conflint(directory, ['sshd_config', '--openssh', '9.2,8.4'])
    expect(out).toContain(
      '  sshd/unknown-keyword\n  Holds for OpenSSH 8.4, not for 9.2: before OpenSSH 9.1.\n\n  sshd_config\n',
    )
  })

  test('JSON and SARIF have it as a field', async () => {
    const directory = directoryWith({ sshd_config: 'RequiredRSASize 2048\n' })
    const argv = ['sshd_config', '--openssh=10.6,8.4,8.4,9.2']
    const { findings } = JSON.parse((await conflint(directory, [...argv, '--format=json'])).out)
    const versions = { holds: ['8.4'], holdsNot: ['9.2', '10.6'], before: '9.1' }
    expect(findings.map((finding: Finding) => finding.versions)).toEqual([versions])
    const { runs } = JSON.parse((await conflint(directory, [...argv, '--format=sarif'])).out)
    expect(runs[0].results[0].properties.versions).toEqual(versions)
  })

  test('what holds for all of them is said once, and as for one', async () => {
    const directory = directoryWith({ sshd_config: 'PermitRootLogin maybe\n' })
    const several = await conflint(directory, ['sshd_config', '--openssh', '8.4,9.2,10.6', '--format=json'])
    const one = await conflint(directory, ['sshd_config', '--openssh', '10.6', '--format=json'])
    expect(several.out).toBe(one.out)
  })

  test('fatal for one, without effect for the other: both are there', async () => {
    const directory = directoryWith({ sshd_config: 'UseLogin yes\nSubsystem a /x\nSubsystem a /y\n' })
    const { out } = await conflint(directory, ['sshd_config', '--openssh=9.2,9.6', '--format=oneline'])
    const about = out.split('\n').filter((line) => line.startsWith('sshd_config:3:'))
    expect(about.map((line) => line.replace(/: .* Holds/, ': Holds'))).toEqual([
      'sshd_config:3:1: Holds for OpenSSH 9.2, not for 9.6: before OpenSSH 9.5. [sshd/invalid-value]',
      'sshd_config:3:1: Holds for OpenSSH 9.6, not for 9.2: since OpenSSH 9.5. [sshd/shadowed-setting]',
    ])
  })

  test('a keyword that has another name before', async () => {
    const directory = directoryWith({ sshd_config: 'PubkeyAcceptedAlgorithms ssh-ed25519\n' })
    const { out } = await conflint(directory, ['sshd_config', '--openssh=8.4', '--format=oneline'])
    expect(out).toBe(
      'sshd_config:1:1: error: sshd does not start: OpenSSH 8.4 knows no keyword PubkeyAcceptedAlgorithms; did you mean PubkeyAcceptedKeyTypes? [sshd/unknown-keyword]\n',
    )
  })

  test('a fix is published where it is the same for all', async () => {
    const directory = directoryWith({ sshd_config: 'UsePrivilegeSeparation yes\nUseLogin no\n' })
    const fixesFor = async (versions: string) => {
      const { out } = await conflint(directory, ['sshd_config', '--format=json', `--openssh=${versions}`])
      return JSON.parse(out).findings.map(({ fixes }: Finding) => fixes.length)
    }
    expect(await fixesFor('9.2,10.6')).toEqual([1, 1])
    expect(await fixesFor('7.4,10.6')).toEqual([0, 1])
  })

  test.each([
    ['a list', 'openssh: [7.4, 9.10, debian-12]', 'openssh: 7.4,9.10,debian-12'],
    ['a block', 'openssh:\n  - 9.10\n  - "7.4"', 'openssh: 7.4,9.10'],
    ['with commas', 'openssh: 10.0, 8.4', 'openssh: 8.4,10.0'],
  ])('.conflint.yaml has them as %s', async (_, content, shown) => {
    const directory = directoryWith({ sshd_config: 'UseDNS no\n', '.conflint.yaml': `${content}\n` })
    const { out } = await conflint(directory, ['sshd_config', '--print-config'])
    // 9.10 does not exist, and is understood as what it is: a release after 9.9.
    expect(out).toContain(shown.replace('7.4,9.10,debian-12', '7.4,debian-12,9.10'))
  })

  test('the place of a wrong one is told', async () => {
    const directory = directoryWith({
      sshd_config: 'UseDNS no\n',
      '.conflint.yaml': 'openssh: [9.2, debain-12]\n',
    })
    const { status, error } = await conflint(directory, ['sshd_config'])
    expect(status).toBe(2)
    expect(error).toBe(
      'conflint: .conflint.yaml:1: openssh is a version such as 9.2, or a distribution such as debian-12, not "debain-12"; did you mean debian-12?\n',
    )
  })

  test.each([
    ['effective', ['effective', 'sshd_config'], 'effective is for one version'],
    ['why', ['why', 'sshd_config', 'Port'], 'why is for one version'],
    ['diff', ['diff', 'sshd_config', 'sshd_config'], 'diff is for one version'],
    ['--fix', ['sshd_config', '--fix'], 'mending is for one version'],
  ])('%s wants one', async (_, argv, words) => {
    const directory = directoryWith({ sshd_config: 'UseDNS no\n' })
    const { status, error } = await conflint(directory, [...argv, '--openssh=8.4,9.2'])
    expect(status).toBe(2)
    expect(error).toBe(`conflint: ${words}, not for 8.4, 9.2; say which with --openssh\n`)
  })

  test('Pure-FTPd too', async () => {
    const directory = directoryWith({ 'pure-ftpd.conf': 'NoAnonymous yes\nBind "127.0.0.1,2121"\n' })
    const argv = ['pure-ftpd.conf', '--pure-ftpd=1.0.54,1.0.50', '--format=json']
    const { findings } = JSON.parse((await conflint(directory, argv)).out)
    const versions = { holds: ['1.0.50'], holdsNot: ['1.0.54'], before: '1.0.53' }
    expect(findings.find(({ rule }: Finding) => rule === 'pure-ftpd/quoted-word').versions).toEqual(versions)
  })
})

describe('one version', () => {
  test('what holds since or before a release says so', async () => {
    const directory = directoryWith({ sshd_config: 'ForceCommand none # for now\n' })
    const { out } = await conflint(directory, ['sshd_config', '--openssh=9.2'])
    expect(out).toContain('  sshd/comment-in-raw-line, since OpenSSH 8.7\n')
  })
})

describe('auto', () => {
  test('where there is no daemon to ask, conflint was called wrongly', async () => {
    const directory = directoryWith({ 'root/etc/ssh/sshd_config': 'UseDNS no\n' })
    const { status, error } = await conflint(directory, ['--root=root', '--openssh=auto'])
    expect(status).toBe(2)
    expect(error).toMatch(
      /^conflint: openssh: auto asks the installed daemon, and .*root\/usr\/sbin\/sshd is not there or does not tell its version; name one\n$/,
    )
  })

  test('a daemon tells its version and its vendor, and is not started', async () => {
    const directory = directoryWith({
      'root/etc/ssh/sshd_config': 'UseDNS no\n',
      'root/usr/sbin/sshd': 'ELF\0OpenSSH_6.6.1*\0OpenSSH_9.6p1 Ubuntu-3ubuntu13.5\0',
    })
    const { out } = await conflint(directory, ['--root=root', '--openssh=auto,10.6', '--print-config'])
    expect(out).toContain('openssh: ubuntu-24.04,10.6')
  })

  test.skipIf(!existsSync('/usr/sbin/sshd'))('the installed one', async () => {
    const directory = directoryWith({ 'root/etc/ssh/sshd_config': 'UseDNS no\n' })
    mkdirSync(join(directory, 'root/usr/sbin'), { recursive: true })
    copyFileSync('/usr/sbin/sshd', join(directory, 'root/usr/sbin/sshd'))
    const asked = await conflint(directory, ['--root=root', '--openssh=auto', '--print-config'])
    expect(asked.out).toMatch(/^openssh: \S*\d/m)
  })
})

describe('no version', () => {
  test('what older releases do counts, and the finding says so', async () => {
    const directory = directoryWith({ sshd_config: 'MaxAuthTries 2\n' })
    const about = async (...argv: string[]) =>
      (await conflint(directory, ['sshd_config', '--fail-on=never', ...argv])).out
    expect(await about()).toContain(
      '  fact: version of OpenSSH: not told; before 10.6, no refused key is free\n',
    )
    expect(await about('--openssh=9.2')).toContain('sshd/max-auth-tries-below-agent-keys')
    expect(await about('--openssh=9.2')).not.toContain('not told')
    expect(await about('--openssh=10.6')).toBe('No contradictions in 1 file\n')
  })
})
