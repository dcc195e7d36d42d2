import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import type { Guard } from '../../src/dialects/dialect.ts'
import { UNKNOWN } from '../../src/host/host.ts'
import { live } from '../../src/host/live.ts'
import { memory } from '../../src/host/memory.ts'
import { guards as guardsFrom } from '../classes/guards.ts'
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
    fc.assert(
      fc.property(someGuards(6, asked), ({ guards }) => {
        for (const { holds, spec } of connectionClasses(guards, memory({})).classes) {
          expect({ spec, held: ask(guards, spec) }).toEqual({ spec, held: numbers(holds) })
        }
      }),
      { numRuns: 40 },
    )
  })

  const machine = live()
  const accounts = machine.accounts()
  const names = accounts === UNKNOWN ? [] : accounts.map(({ name }) => name)

  test.skipIf(names.length === 0)('agrees about the accounts of this machine', () => {
    const name = fc.constantFrom(...names, 'nobody-at-all', '*', 's*', '*d', '?*s')
    const list = fc
      .array(fc.tuple(fc.boolean(), name), { minLength: 1, maxLength: 3 })
      .map((items) => items.map(([negated, item]) => (negated ? `!${item}` : item)).join())
    const line = fc.tuple(fc.constantFrom('User', 'Group'), list).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const guards = guardsFrom(...lines)
        for (const { holds, spec } of connectionClasses(guards, machine).classes) {
          expect({ spec, held: ask(guards, spec) }).toEqual({ spec, held: numbers(holds) })
        }
      }),
      { numRuns: 40 },
    )
  })

  /** The numbers of the guards that hold for `sshd -T -C`. */
  function ask(guards: readonly Guard[], spec: string): number[] {
    const file = join(folder, 'sshd_config')
    const blocks = guards.map(({ text }, number) => `Match ${text.join(' ')}\n  AcceptEnv BLOCK_${number}\n`)
    writeFileSync(file, blocks.join(''))
    const { stdout, stderr } = spawnSync('/usr/sbin/sshd', ['-T', '-f', file, '-C', spec], {
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    return [...stdout.matchAll(/^acceptenv BLOCK_(\d+)$/gim)].map(([, number]) => Number(number))
  }
})

function numbers(guards: ReadonlySet<Guard>): number[] {
  return [...guards].map(({ index }) => index)
}
