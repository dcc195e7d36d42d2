import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { DEFAULT_ALGORITHMS } from '../default-algorithms.ts'
import {
  type AlgorithmKind,
  everKnown,
  KEY_ORDER_BEFORE_9_2,
  type KnownAlgorithm,
} from '../known-algorithms.ts'
import { matchesPattern, matchPatternList, patternList } from '../matching/patterns.ts'
import { at, type Target, within } from '../releases.ts'
import { type Line, missing, type Reader, Refused, refuse } from './reading.ts'
import { whyUnknown } from './unknown-algorithms.ts'

export const ciphers: Reader = (line) => algorithmList(line, 'ciphers', 'SSH2 cipher spec')
export const macs: Reader = (line) => algorithmList(line, 'macs', 'SSH2 mac spec')
export const kex: Reader = (line) => algorithmList(line, 'kex', 'SSH2 KexAlgorithms')
export const keys: Reader = (line) => algorithmList(line, 'keys', 'key types')
export const signatures: Reader = (line) => algorithmList(line, 'signatures', 'key types')

/** Key exchange methods of the GSSAPI patch; the name of a mechanism may follow. */
const GSSAPI_KEX: readonly string[] = [
  'gss-gex-sha1-',
  'gss-group1-sha1-',
  'gss-group14-sha1-',
  'gss-group14-sha256-',
  'gss-group16-sha512-',
  'gss-nistp256-sha256-',
  'gss-curve25519-sha256-',
]

/** GSSAPIKexAlgorithms, up to the first empty item. */
export const gssapiKex: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'Missing argument.')
  for (const name of word.split(',')) {
    if (name === '') break
    if (isGssapiKex(name)) continue
    const bad = `${line.where}: Bad GSSAPI KexAlgorithms '${word}'.`
    return new Refused([`Unsupported KEX algorithm "${name.slice(0, 100)}"`, bad], true)
  }
  return word
}

function isGssapiKex(name: string): boolean {
  return GSSAPI_KEX.some((known) => name.startsWith(known))
}

/** One comma list; items after `-` are not checked, and nothing is after an empty item. */
function algorithmList(line: Line, kind: AlgorithmKind, what: string) {
  const word = line.words.next()
  const isKeys = kind === 'keys' || kind === 'signatures'
  if (!word) return isKeys ? refuse(line, 'Missing argument.') : missing(line, 'Missing argument.')
  const { release } = line.target
  const prefix = word.charAt(0)
  const prefixed = prefix === '+' || (prefix === '^' && release >= at('8.1'))
  const names = prefixed ? word.slice(1) : word
  if (prefix === '-' || validNames(names, kind, line.target)) return word.split(',')
  const bad = refuse(line, `Bad ${what} '${word}'.`)
  const [checked = ''] = names.split(',,')
  const unknown = checked.split(',').filter((name) => name !== '' && !validName(name, kind, line.target))
  const [first] = unknown
  if (first === undefined) return bad
  const messages = kind === 'kex' ? [`Unsupported KEX algorithm "${first}"`, ...bad.messages] : bad.messages
  return new Refused(
    messages,
    true,
    whyUnknown(unknown, kind, knownAlgorithms(kind, line.target), line.target),
  )
}

/** ciphers_valid, mac_valid, kex_names_valid, sshkey_names_valid2: up to the first empty item. */
function validNames(names: string, kind: AlgorithmKind, target: Target): boolean {
  if (names === '') return false
  const strict = target.release >= at('10.4') && (kind === 'ciphers' || kind === 'macs')
  if (strict && names.startsWith(',')) return false
  for (const name of names.split(',')) {
    if (name === '') return true
    if (!validName(name, kind, target)) return false
  }
  return true
}

function validName(name: string, kind: AlgorithmKind, target: Target): boolean {
  const all = knownAlgorithms(kind === 'signatures' ? 'keys' : kind, target)
  const known = all.filter((item) => item.name === name || isShortName(item, name, target.release))
  if (known.length > 0) {
    return kind !== 'signatures' || target.release < at('9.3') || !known.some((item) => item.certificate)
  }
  const { gssapi, vendors } = target.build
  if (kind === 'kex' && gssapi && vendors.includes('gssapi-key-exchange')) return isGssapiKex(name)
  if (kind !== 'keys' && kind !== 'signatures') return false
  return all.some((item) => matchPatternList(item.name, patternList(name)) !== 'neither')
}

/** Plain key types are known by a short name too, until 10.0 in any case, since then not here. */
function isShortName(item: KnownAlgorithm, name: string, release: number): boolean {
  return release < at('10.0') && asciiLowerCase(item.short ?? '') === asciiLowerCase(name)
}

const remembered = new Map<string, readonly KnownAlgorithm[]>()

/** What a release knows, in its own order. */
export function knownAlgorithms(kind: AlgorithmKind, target: Target): readonly KnownAlgorithm[] {
  const key = `${kind} ${target.release} ${target.build.name}`
  const found = remembered.get(key)
  if (found) return found
  const added = target.build.addedKex
  let all = everKnown(kind).filter(
    ({ name, since, until }) =>
      within(target.release, since, until) || (kind === 'kex' && added.includes(name)),
  )
  if (kind === 'signatures') all = all.filter(({ certificate }) => !certificate)
  if ((kind === 'keys' || kind === 'signatures') && target.release < at('9.2')) {
    const order = KEY_ORDER_BEFORE_9_2
    all = [...all].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
  }
  remembered.set(key, all)
  return all
}

/** The list that is offered where no line says otherwise. */
export function defaultAlgorithms(kind: AlgorithmKind, target: Target): readonly string[] {
  const history = DEFAULT_ALGORITHMS[kind]
  const names = history.filter(({ since }) => target.release >= at(since)).at(-1)?.names ?? []
  return kind === 'kex' ? [...target.build.addedKex, ...names] : names
}

/**
 * kex_assemble_names: what a list means, relative to the compiled-in default. `+` appends, `^` puts in
 * front, `-` removes; wildcards stand for all known names that match.
 */
export function assemble(
  list: readonly string[],
  kind: AlgorithmKind,
  target: Target,
): readonly string[] | 'refused' {
  const text = list.join(',')
  const standard = defaultAlgorithms(kind, target)
  const prefix = text.charAt(0)
  if (prefix === '-') {
    const removed = patternList(text.slice(1))
    return standard.filter((name) => matchPatternList(name, removed) !== 'matches')
  }
  const added = prefix === '+' || prefix === '^' ? text.slice(1).split(',') : []
  const items =
    prefix === '+'
      ? [...standard, ...upToEmpty(added)]
      : prefix === '^'
        ? [...added, ...standard]
        : text.split(',')
  // Before 7.8 a list was taken as it stood; wildcards in it stayed what they were.
  if (target.release < at('7.8')) return prefix === '+' ? [...new Set(items)] : items
  return expanded(items, knownAlgorithms(kind, target))
}

/** kex_names_cat stops at the first empty item of what it appends. */
function upToEmpty(items: readonly string[]): readonly string[] {
  const empty = items.indexOf('')
  return empty === -1 ? items : items.slice(0, empty)
}

function expanded(items: readonly string[], known: readonly KnownAlgorithm[]) {
  const result = new Set<string>()
  for (const item of items) {
    if (item.startsWith('!')) return 'refused'
    for (const { name } of known) {
      if (matchesPattern(name, item)) result.add(name)
    }
  }
  return result.size > 0 ? [...result] : 'refused'
}
