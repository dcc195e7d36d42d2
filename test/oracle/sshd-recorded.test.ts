import { describe, expect, test } from 'vitest'
import { resolve } from '../../src/dialects/sshd/index.ts'
import { hasShared } from '../shared.ts'
import { type Answered, ask, askConfig, withoutBuild } from './sshd-answers.ts'
import {
  connectionOf,
  firstError,
  type RecordedDefaults,
  type RecordedResult,
  type RecordedTree,
  recordedHost,
  recordings,
} from './sshd-recordings.ts'

const ENTRY = '/etc/ssh/sshd_config'

/** What the recorded sshd were: 9.2 is Debian's, 9.9 the first release of that number. */
const TARGETS: Readonly<Record<string, string>> = {
  '8.0': '8.0/portable',
  '8.4': '8.4/portable',
  '8.9': '8.9/portable',
  '9.2': 'debian-12',
  '9.6': '9.6/portable',
  '9.9': '9.9p1/portable',
  '10.5': '10.5/portable',
}

describe.skipIf(!hasShared)('recorded answers of seven versions', () => {
  const { defaults, trees } = hasShared ? recordings() : { defaults: [], trees: [] }

  test.each(defaults)('$defaults prints the same for an empty file', ({ defaults: version, dump }) => {
    const answer = ask(ENTRY, recordedHost({ [ENTRY]: '' }), TARGETS[version] ?? version, {})

    expect('lines' in answer && withoutBuild(answer.lines)).toEqual(withoutBuild(dump))
  })

  test.each(defaults)('$defaults agrees on all trees and connections', (recorded) => {
    const disagreements = trees.flatMap((tree) => disagreementsOf(tree, recorded))

    expect(disagreements).toEqual([])
  })

  test('the recordings are all there', () => {
    expect([defaults.length, trees.length]).toEqual([7, 1200])
  })
})

/** Each answer that differs, with what is needed to look into it. */
function disagreementsOf(tree: RecordedTree, { defaults: version, dump }: RecordedDefaults) {
  const config = resolve(ENTRY, recordedHost(tree.files), { version: TARGETS[version] ?? version })
  return tree.results
    .filter((result) => result.version === version)
    .flatMap((result) => {
      const recorded = tree.connections[result.connection]
      if (!recorded) return []
      const connection = connectionOf(recorded)
      const ours = comparable(askConfig(config, connection), dump)
      const theirs = expected(result)
      return JSON.stringify(ours) === JSON.stringify(theirs)
        ? []
        : [{ ours, theirs, connection, files: tree.files }]
    })
}

/** As the recordings have it: the first error, or the lines that differ from the defaults of the version. */
function comparable(answer: Answered, defaults: readonly string[]) {
  if ('error' in answer) return answer
  return {
    added: withoutBuild(answer.lines.filter((line) => !defaults.includes(line))),
    removed: withoutBuild(defaults.filter((line) => !answer.lines.includes(line))),
  }
}

function expected({ rc, stderr, added = [], removed = [] }: RecordedResult) {
  if (rc !== 0) return { error: firstError(stderr) }
  return { added: withoutBuild(added), removed: withoutBuild(removed) }
}
