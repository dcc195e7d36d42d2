import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import { memory } from '../../src/host/memory.ts'
import { type Kind, someGuards } from '../classes/universe.ts'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const present =
  spawnSync('sh', ['-c', 'test -x /usr/sbin/sshd && ls /etc/ssh/ssh_host_*_key && test "$(id -u)" = 0'])
    .status === 0

test('the daemon is here', () => {
  if (required) expect(present).toBe(true)
})

/** What sshd can be asked about without accounts. */
const asked: readonly Kind[] = ['User', 'Host', 'RDomain', 'Address', 'LocalAddress', 'LocalPort']

describe.skipIf(!present)('the installed sshd, asked with the witness of a class', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conflint-classes-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('finds that exactly the guards of the class hold', () => {
    const file = join(folder, 'sshd_config')
    fc.assert(
      fc.property(someGuards(6, asked), ({ guards }) => {
        const blocks = guards.map(
          ({ text }, number) => `Match ${text.join(' ')}\n  AcceptEnv BLOCK_${number}\n`,
        )
        writeFileSync(file, blocks.join(''))
        for (const { holds, spec } of connectionClasses(guards, memory({})).classes) {
          const { stdout, stderr, status } = spawnSync('/usr/sbin/sshd', ['-T', '-f', file, '-C', spec], {
            encoding: 'utf8',
          })
          expect(stderr).toBe('')
          expect(status).toBe(0)
          const held = [...stdout.matchAll(/^acceptenv BLOCK_(\d+)$/gim)].map(([, number]) => Number(number))
          expect({ spec, held }).toEqual({ spec, held: [...holds].map(({ index }) => index) })
        }
      }),
      { numRuns: 40 },
    )
  })
})
