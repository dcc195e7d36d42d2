import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { vocabulary } from '../../src/dialects/sshd/keywords/lookup.ts'
import { at, findTarget, RELEASES } from '../../src/dialects/sshd/releases.ts'
import { hasShared, inShared } from '../shared.ts'

/** Whether these are supported is a matter of the build. */
const BUILT_IN_OR_NOT: readonly string[] = ['kerberosgetafstoken', 'printlastlog']

/** Every keyword of servconf.c with its history: `9.5:active/ALL`. */
function histories(): readonly { name: string; last: string; eras: readonly Era[] }[] {
  const [, ...rows] = readFileSync(inShared('facts/sshd-keywords-by-version.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
  return rows.map((row) => {
    const [name = '', , , last = '', , history = ''] = row.split('\t')
    return { name: name.toLowerCase(), last, eras: history.split(' ').map(eraOf) }
  })
}

interface Era {
  since: number
  status: string
  match: boolean
}

function eraOf(text: string): Era {
  const [, since = '', status = '', scope = ''] = /^([\d.]+):(\w+)\/(\S+)$/.exec(text) ?? []
  return { since: at(since === '9.9' ? '9.9p1' : since), status, match: scope === 'ALL' }
}

describe.skipIf(!hasShared)('the words that each release knows', () => {
  const known = hasShared ? histories() : []
  const upTo105 = RELEASES.filter((version) => at(version) <= at('10.5'))

  test.each(upTo105)('%s', (version) => {
    const target = findTarget(`${version}/full`)
    if (!target) throw new Error(`no such version: ${version}`)
    const ours = [...vocabulary(target)]
      .filter(([name]) => !BUILT_IN_OR_NOT.includes(name))
      .map(([name, word]) => `${name} ${word.status} ${word.match ? 'match' : 'global'}`)
    const theirs = known
      .filter(
        ({ name, last }) =>
          at(last === '9.9' ? '9.9p2' : last) >= target.release &&
          !['match', 'include', ...BUILT_IN_OR_NOT].includes(name),
      )
      .flatMap(({ name, eras }) => {
        // 10.4 knew these four by other names only.
        if (version === '10.4' && name.startsWith('gssapi')) return []
        const era = eras.filter(({ since }) => since <= target.release).at(-1)
        return era ? [`${name} ${era.status} ${era.match ? 'match' : 'global'}`] : []
      })

    expect(ours.sort()).toEqual(theirs.sort())
  })
})
