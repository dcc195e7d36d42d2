import { describe, expect, test } from 'vitest'
import type { Connection } from '../../src/dialects/dialect.ts'
import { hasShared } from '../shared.ts'
import { ask } from './sshd-answers.ts'
import {
  bytesOf,
  type CuratedCase,
  type CuratedResult,
  curatedCases,
  firstError,
  recordedHost,
} from './sshd-recordings.ts'

/** Four were Debian's packages, the others were built with PAM, one of them with Kerberos and GSSAPI too. */
const TARGETS: Readonly<Record<string, string>> = {
  '8.4': 'debian-11',
  '9.2': 'debian-12',
  '10.0': 'debian-13',
  '10.5': '10.5/full',
  '10.6': 'debian-sid',
}

/** Debian's minimal systems know no services; this was asked elsewhere too. */
const WITHOUT_SERVICES: readonly string[] = ['8.4', '10.0', '10.6']

const FOLDER = '/curated'

describe.skipIf(!hasShared)('sharp cases on up to fourteen versions', () => {
  const cases = hasShared ? curatedCases() : []

  test('all agree', () => {
    expect(cases.flatMap(disagreementsOf)).toEqual([])
  })

  test('the cases are all there', () => {
    expect(cases.length).toBe(424)
  })
})

function disagreementsOf(curated: CuratedCase) {
  return curated.results.flatMap((result) =>
    result.versions.flatMap((version) => {
      // The versions before invalid-user could not be asked about it at all.
      if (result.stderr[0]?.startsWith('Invalid test mode specification')) return []
      const ours = answerOf(curated, version)
      const theirs = expected(result)
      const same = JSON.stringify(ours) === JSON.stringify(theirs)
      return same
        ? []
        : [{ version, ours, theirs, conf: curated.conf, files: curated.files, args: curated.args }]
    }),
  )
}

function answerOf(curated: CuratedCase, version: string) {
  const entry = `${FOLDER}/c`
  const files: Record<string, string | Uint8Array> = { [entry]: bytesOf(curated.conf, FOLDER) }
  for (const [name, content] of Object.entries(curated.files)) {
    files[`${FOLDER}/${name}`] = bytesOf(content, FOLDER)
  }
  if (!WITHOUT_SERVICES.includes(version)) files['/etc/services'] = 'ssh 22/tcp\n'
  const target = TARGETS[version] ?? `${version}/pam`
  const answer = ask(entry, recordedHost(files), target, connectionOf(curated.args))
  if ('error' in answer) return { error: shortened(answer.error) }
  const keys = curated.keys.map((key) => key.toLowerCase())
  return {
    values: answer.lines.map(withLowerKeyword).filter((line) => keys.includes(line.split(' ', 1)[0] ?? '')),
  }
}

function expected({ rc, values, stderr }: CuratedResult) {
  const place = (line: string) => line.replaceAll('@D', FOLDER)
  return rc === 0 ? { values: values.map(place) } : { error: shortened(place(firstError(stderr))) }
}

/** The recordings cut long lines off. */
function shortened(line: string): string {
  return line.slice(0, 200)
}

function withLowerKeyword(line: string): string {
  const [keyword = ''] = line.split(' ', 1)
  return keyword.toLowerCase() + line.slice(keyword.length)
}

/** What `-C user=…,host=…` says; root is in its own group, other users are in none. */
function connectionOf(args: readonly string[]): Connection {
  const pairs = args
    .filter((arg) => arg !== '-C')
    .flatMap((arg) => arg.split(','))
    .map((pair) => [pair.split('=', 1)[0], pair.slice(pair.indexOf('=') + 1)])
  const given = new Map(pairs.map(([key = '', value = '']) => [key, value]))
  const user = given.get('user')
  const host = given.get('host')
  const address = given.get('addr')
  const localAddress = given.get('laddr')
  const localPort = given.get('lport')
  const rdomain = given.get('rdomain')
  return {
    ...(user !== undefined && { user, groups: user === 'root' ? ['root'] : [] }),
    ...(host !== undefined && { host }),
    ...(address !== undefined && { address }),
    ...(localAddress !== undefined && { localAddress }),
    ...(localPort !== undefined && { localPort: Number(localPort) }),
    ...(rdomain !== undefined && { rdomain }),
    ...(given.has('invalid-user') && { invalidUser: true }),
  }
}
