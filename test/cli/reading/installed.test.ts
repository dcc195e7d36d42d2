import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { installedVersion } from '../../../src/cli/reading/installed.ts'
import { DISTRIBUTIONS } from '../../../src/dialects/sshd/distributions.ts'

/** What a daemon prints when it is asked; neither of these questions starts it. */
function says(program: string, option: string): string {
  const { stdout, stderr } = spawnSync(program, [option], { encoding: 'utf8' })
  return stdout + stderr
}

describe.skipIf(!existsSync('/usr/sbin/sshd'))('the installed sshd', () => {
  test('has the version that it prints', async () => {
    const version = (await installedVersion('sshd')) ?? ''
    const release = DISTRIBUTIONS.get(version)?.version ?? version
    expect(release).toMatch(/^\d+\.\d/)
    expect(says('/usr/sbin/sshd', '-V')).toContain(`OpenSSH_${release}`)
  })
})

describe.skipIf(!existsSync('/usr/sbin/pure-ftpd'))('the installed pure-ftpd', () => {
  test('has the version that it prints', async () => {
    expect(says('/usr/sbin/pure-ftpd', '--help')).toContain(
      `pure-ftpd v${await installedVersion('pure-ftpd')}`,
    )
  })
})
