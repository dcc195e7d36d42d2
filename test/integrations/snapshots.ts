import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const collection = join(import.meta.dirname, '../../integrations/ansible')
/** The one that Ansible itself uses where it is installed by the distribution. */
const python = '/usr/bin/python3'

export const hasPython = spawnSync(python, ['--version']).status === 0

/** What is asked of one snapshot: as the Python function `take` has it. */
export interface Wish {
  host: string
  root: string
  paths?: readonly string[]
  overlays?: Readonly<Record<string, string>>
}

const PROGRAM = `
import json, sys
from ansible_collections.conflint.conflint.plugins.module_utils.snapshot import take
for line in sys.stdin:
    print(json.dumps(take(**json.loads(line))))
`

/** Takes snapshots with the code of the collection, and without Ansible: the text of each. */
export function takeSnapshots(wishes: readonly Wish[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'conflint-collections-'))
  try {
    mkdirSync(join(folder, 'ansible_collections/conflint'), { recursive: true })
    symlinkSync(collection, join(folder, 'ansible_collections/conflint/conflint'))
    const { stdout, stderr, status } = spawnSync(python, ['-B', '-c', PROGRAM], {
      input: wishes.map((wish) => `${JSON.stringify(wish)}\n`).join(''),
      env: { PYTHONPATH: folder, LC_ALL: 'C' },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    if (status !== 0) throw new Error(stderr)
    return stdout.trimEnd().split('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
