import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import { blockOf } from './scopes.ts'
import { textOf } from './words.ts'

/** A subsystem by name: the program (or `internal-sftp`), and the program with its arguments. */
export interface NamedSubsystem {
  name: string
  command: string
  line: string
}

/** The subsystems of an effective value of the keyword Subsystem, in the order of their definition. */
export function subsystemsIn(value: Value): NamedSubsystem[] {
  if (typeof value !== 'object' || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, subsystem]) => {
    if (typeof subsystem !== 'object' || subsystem === null) return []
    const { command, line } = { command: '', line: '', ...subsystem }
    return [{ name, command, line }]
  })
}

/** ForceCommand is taken as it stands on the line; only an unquoted `internal-sftp` is the built-in server (session.c IS_INTERNAL_SFTP). */
export function isInternalSftp(command: string): boolean {
  return /^internal-sftp(\s|$)/.test(command)
}

/** The subsystem `sftp` of a connection. */
export function sftpOf(view: View): NamedSubsystem | 'none' | Unknown {
  const value = view.peek('Subsystem')
  if (value === UNKNOWN) return UNKNOWN
  return subsystemsIn(value).find(({ name }) => name === 'sftp') ?? 'none'
}

const misspelledSubsystem: Quantity = {
  name: 'misspelled-subsystem',
  kind: 'text',
  summary: 'A subsystem named as sftp but for upper and lower case, while there is no `sftp`; else `none`',
  reads: ['Subsystem'],
  compute: (view) => {
    const value = view.peek('Subsystem')
    if (value === UNKNOWN) return UNKNOWN
    const names = subsystemsIn(value).map(({ name }) => name)
    const close = names.find((name) => name.toLowerCase() === 'sftp')
    return close === undefined || names.includes('sftp') ? 'none' : close
  },
}

/** copy_set_server_options of servconf.c: subsystems of a Match block take the place of all others (since 9.5). */
const lostSubsystems: Quantity = {
  name: 'subsystems-lost',
  kind: 'list',
  summary: 'Subsystems of the whole file that a Match block takes away by defining others',
  reads: ['Subsystem'],
  compute: (view) => {
    const here = view.peek('Subsystem')
    const everywhere = view.config.effective(() => false).get('Subsystem').value
    if (here === UNKNOWN || everywhere === UNKNOWN) return UNKNOWN
    if (blockOf(view, 'Subsystem') === undefined) return []
    const left = subsystemsIn(here).map(({ name }) => name)
    return subsystemsIn(everywhere)
      .map(({ name }) => name)
      .filter((name) => !left.includes(name))
  },
}

const onlyInMatch: Quantity = {
  name: 'subsystem-in-match-only',
  kind: 'flag',
  summary: 'Whether the subsystems of the connection stand in Match blocks, and none outside of them',
  reads: ['Subsystem'],
  compute: (view) => {
    const everywhere = view.config.effective(() => false).get('Subsystem')
    return blockOf(view, 'Subsystem') !== undefined && everywhere.origins.length === 0 ? 'yes' : 'no'
  },
}

/** Options of sftp-server(8) that keep a client from something; the letters that take an argument. */
const RESTRICTIONS = 'RPpu'
const WITH_ARGUMENT = 'dflPpQu'

/** The options of a command line for the sftp server, letter by letter. */
function optionsIn(line: string): { letter: string; text: string }[] {
  const words = line.trim().split(/\s+/).slice(1)
  const options: { letter: string; text: string }[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word.startsWith('#')) break
    const letter = /^-(\w)/.exec(word)?.[1]
    if (letter === undefined) continue
    const detached = WITH_ARGUMENT.includes(letter) && word.length === 2
    options.push({ letter, text: detached ? `${word} ${words[index + 1] ?? ''}`.trim() : word })
    if (detached) index++
  }
  return options
}

/** Options of the Subsystem line that a forced internal-sftp does without. */
function lostOptions(
  name: string,
  summary: string,
  wanted: (letter: string, forced: string[]) => boolean,
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: ['Subsystem', 'ForceCommand'],
    compute: (view) => {
      const subsystem = sftpOf(view)
      const forced = textOf(view.peek('ForceCommand'))
      if (subsystem === UNKNOWN || forced === UNKNOWN) return UNKNOWN
      if (subsystem === 'none' || !/(^internal-sftp$|\/sftp-server$)/.test(subsystem.command)) return []
      const given = optionsIn(forced).map(({ letter }) => letter)
      const lost = optionsIn(subsystem.line).filter(
        ({ letter }) => !given.includes(letter) && wanted(letter, given),
      )
      if (lost.length > 0) view.get('Subsystem')
      return lost.map(({ text }) => text)
    },
  }
}

const lostRestrictions = lostOptions(
  'sftp-restrictions-lost',
  'Restrictions (-R, -P, -p, -u) on the Subsystem line that ForceCommand internal-sftp does not repeat',
  (letter) => RESTRICTIONS.includes(letter),
)

const lostOtherOptions = lostOptions(
  'sftp-options-lost',
  'Other options on the Subsystem line while ForceCommand internal-sftp has none at all',
  (letter, forced) => !RESTRICTIONS.includes(letter) && forced.length === 0,
)

/** Where the Red Hat family keeps its policies; only there does the path lead anywhere. */
const RED_HAT_MARK = /crypto-policies/

const serverOnHost: Quantity = {
  name: 'sftp-server-on-host',
  kind: 'enum',
  values: ['yes', 'no', 'of another distribution', 'unknown'],
  summary: 'Whether the program of the sftp subsystem exists on the host, as far as that is known',
  reads: ['Subsystem'],
  compute: (view) => {
    const subsystem = sftpOf(view)
    if (subsystem === UNKNOWN || subsystem === 'none' || !subsystem.command.startsWith('/')) return 'unknown'
    const known = view.host.file(subsystem.command)
    if (known === 'missing') {
      view.fact({ keyword: 'file', value: subsystem.command, note: 'does not exist' })
      return 'no'
    }
    if (known !== UNKNOWN) return 'yes'
    const redHat = view.config.sources.some(({ root }) =>
      root.children.some(
        (line) =>
          line.type === 'directive' &&
          line.keyword.toLowerCase() === 'include' &&
          line.children.some(({ value }) => RED_HAT_MARK.test(value)),
      ),
    )
    return redHat && /^\/usr\/lib\/(openssh|ssh)\//.test(subsystem.command)
      ? 'of another distribution'
      : 'unknown'
  },
}

export const subsystems: readonly Quantity[] = [
  misspelledSubsystem,
  lostSubsystems,
  onlyInMatch,
  lostRestrictions,
  lostOtherOptions,
  serverOnHost,
]
