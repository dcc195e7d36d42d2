import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const sshd_config = `Subsystem sftp internal-sftp
Match Group upload
    ForceCommand internal-sftp
    AllowTcpForwarding local
`

/** Judges the file above with this .conflint.yaml. */
function judged(configuration: string, format = 'json') {
  const directory = directoryWith({ sshd_config, '.conflint.yaml': configuration })
  return conflint(directory, [`--format=${format}`, 'sshd_config'])
}

describe('intents in .conflint.yaml', () => {
  test('a broken promise is found at the line that breaks it', async () => {
    const outcome = await judged('intents:\n  - for: { group: upload }\n    intent: sftp-only\n')
    expect(found(outcome)).toEqual(['sshd_config:4 sshd/intent-sftp-only'])
    expect(outcome.status).toBe(1)
  })

  test('the report shows the promise beside the line', async () => {
    const { out } = await judged('intents:\n  - for: { group: upload }\n    intent: sftp-only\n', 'text')
    expect(out).toContain('meant for sftp only, yet forwarding still gives')
    expect(out).toContain('.conflint.yaml')
    expect(out).toContain('- for: { group: upload }')
    expect(out).toContain('1 error in 1 file')
  })

  test('where defaults break it, the configuration is the place', async () => {
    const promise = '# Nobody tunnels\nintents:\n  - for: { user: backup }\n    intent: no-forwarding\n'
    expect(found(await judged(promise))).toContain('sshd_config:1 sshd/intent-no-forwarding')
    expect((await judged(promise, 'text')).out).toContain(`
  sshd_config

  .conflint.yaml
    3 |   - for: { user: backup }
`)
  })

  describe('of several configurations', () => {
    const promised = {
      '.conflint.yaml':
        'intents: [{ for: { group: upload }, intent: no-password }, { for: all, intent: no-root }]',
      'a/sshd_config': '# The defaults break both\n',
    }
    const breaking = '# Here, too\n'
    const keeping = 'PermitRootLogin no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n'

    test('each that breaks one is told', async () => {
      const directory = directoryWith({ ...promised, 'b/sshd_config': breaking })
      const both = ['a', 'b'].flatMap((name) => [
        `${name}/sshd_config:1 sshd/intent-no-password`,
        `${name}/sshd_config:1 sshd/intent-no-root`,
      ])
      expect(found(await conflint(directory, ['--format=json', '.']))).toEqual(both)
      const told = async (format: string, pattern: RegExp) =>
        (await conflint(directory, [`--format=${format}`, '.'])).out.match(pattern)?.length
      expect(await told('oneline', /^[ab]\/sshd_config:1:1: /gm)).toBe(4)
      expect(await told('text', /^ {2}[ab]\/sshd_config$/gm)).toBe(4)
      expect(await told('junit', /<failure/g)).toBe(4)
      expect(await told('sarif', /"ruleIndex"/g)).toBe(4)
    })

    test('a baseline knows those of the one, and none of the other', async () => {
      const directory = directoryWith({ ...promised, 'b/sshd_config': keeping })
      const baseline = ['--baseline', 'known.json']
      const { written } = await conflint(directory, [...baseline, '--update-baseline', '.'])
      for (const [file, text] of Object.entries(written)) writeFileSync(file, text)
      expect(await conflint(directory, [...baseline, '.'])).toMatchObject({ status: 0 })
      writeFileSync(join(directory, 'b/sshd_config'), breaking)
      const outcome = await conflint(directory, [...baseline, '--format=json', '.'])
      expect(found(outcome)).toEqual([
        'b/sshd_config:1 sshd/intent-no-password',
        'b/sshd_config:1 sshd/intent-no-root',
      ])
    })
  })

  test.each([
    [
      'intents:\n  - for: { group: upload }\n    intent: sftponly\n',
      '3: there is no intent sftponly; did you mean sftp-only?',
    ],
    [
      'intents:\n  - for: { address: 10.0.0.1/8 }\n    intent: mfa\n',
      '2: 10.0.0.1/8 is no Address that a Match line takes',
    ],
    ['intents:\n  - for: { grp: upload }\n    intent: mfa\n', '2: '],
    ['intents:\n  - intent: mfa\n', '2: '],
    ['intents:\n  - for: everybody\n    intent: mfa\n', '2: '],
  ])('%j is refused', async (configuration, message) => {
    const { status, error } = await judged(configuration)
    expect(error).toContain(`.conflint.yaml:${message}`)
    expect(status).toBe(2)
  })

  test('an intent of our own', async () => {
    const directory = directoryWith({
      sshd_config,
      '.conflint.yaml': 'rules: [quiet.yaml]\nintents:\n  - { for: all, intent: quiet }\n',
      'quiet.yaml': `id: sshd/intent-quiet
title: A connection that is meant to say nothing shows a banner
severity: warning
confidence: certain
meaning: to say nothing
promise:
  - holds: { Banner: none, PrintMotd: 'no' }
    broken: users are greeted
why: It is our policy.
remedies: []
examples:
  - bad: |
      # conflint: intent quiet
      PrintMotd yes
    evidence: [1, 2]
  - good: |
      # conflint: intent quiet
      PrintMotd no
`,
    })
    expect(await conflint(directory, ['test', 'quiet.yaml'])).toMatchObject({ status: 0 })
    expect(found(await conflint(directory, ['--format=json', 'sshd_config']))).toContain(
      'sshd_config:1 sshd/intent-quiet',
    )
  })
})
