import { expect, it } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'

const entry = '/etc/ssh/sshd_config'

it.each(['User *a#* Group *b#*', 'User *a#* Group *b#* Host *c#* Address *#*'])(
  '40 blocks "%s" are linted with all rules, and it is said that not all was examined',
  async (criteria) => {
    const blocks = Array.from(
      { length: 40 },
      (_, i) =>
        `Match ${criteria.replaceAll('#', `${i}`)}\n    MaxAuthTries ${(i % 6) + 1}\n    ChrootDirectory /srv/${i}\n`,
    )
    const host = memory({ [entry]: blocks.join('') })
    const { complete } = lint(sshd.resolve(entry, host, {}), {
      dialect: sshd,
      ...(await builtin('sshd')),
      host,
      parameters: { agentKeys: 5, assumedVersion: true },
      profile: 'all',
    })
    expect(complete).toBe(false)
  },
  30_000,
)
