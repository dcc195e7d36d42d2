import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { type LintOptions, lint } from '../../src/rules/lint.ts'
import { hasShared, inShared } from '../shared.ts'

/** Every configuration of the corpus, each judged by itself where its daemon would look for it. */
const kinds: readonly { folder: string; dialect: Dialect; at: string; trees?: true }[] = [
  { folder: 'sshd', dialect: sshd, at: '/etc/ssh/sshd_config' },
  { folder: 'sshd-dropin', dialect: sshd, at: '/etc/ssh/sshd_config' },
  { folder: 'template', dialect: sshd, at: '/etc/ssh/sshd_config' },
  { folder: 'pureftpd', dialect: pureFtpd, at: '/etc/pure-ftpd.conf' },
  { folder: 'debian-dir', dialect: pureFtpd, at: '/etc/pure-ftpd', trees: true },
]

describe.skipIf(!hasShared)('the corpus', () => {
  const options = new Map<string, Pick<LintOptions, 'rules' | 'laws'>>()
  beforeAll(async () => {
    options.set('sshd', await builtin('sshd'))
    options.set('pure-ftpd', await builtin('pure-ftpd'))
  })

  test.each(kinds)('findings in $folder', async ({ folder, dialect, at, trees }) => {
    const lines: string[] = []
    for (const name of readdirSync(inShared('corpus', folder)).sort()) {
      const files = trees
        ? filesBelow(inShared('corpus', folder, name), at)
        : { [at]: readFileSync(inShared('corpus', folder, name)) }
      const actual = folder === 'template' && name.toLowerCase().includes('ftpd') ? pureFtpd : dialect
      lines.push(`${name}`, ...judge(files, actual, at), '')
    }
    await expect(lines.join('\n')).toMatchFileSnapshot(`${folder}.findings.txt`)
  })

  function judge(files: Record<string, Uint8Array>, dialect: Dialect, at: string): string[] {
    const { rules = [], laws = [] } = options.get(dialect.name) ?? {}
    const host = memory(files)
    const config = dialect.resolve(at, host, {})
    const parameters = { agentKeys: 5, assumedVersion: true }
    const { findings, complete } = lint(config, {
      dialect,
      rules,
      laws,
      host,
      parameters,
      profile: 'conflicts',
    })
    expect(complete).toBe(true)
    return findings.map(({ severity, rule, evidence, scope }) => {
      const places = evidence.flatMap(({ file, line }) =>
        line === undefined ? [] : [file === at ? line : `${relative(at, file ?? '')}:${line}`],
      )
      return `  ${severity} ${rule} ${places.join(' ')}${scope ? ` @ ${scope.match.join(' and ')}` : ''}`
    })
  }
})

function filesBelow(folder: string, at: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [join(at, relative(folder, path)), readFileSync(path)]
    }),
  )
}
