import { asciiLowerCase } from '../../../syntax/ascii.ts'
import type { BuildProfile, Vendor } from '../build-profile.ts'
import { at, releaseFor, type Target, within } from '../releases.ts'
import { RETIRED_KEYWORDS, type RetiredKeyword } from './retired.ts'
import type { Feature, KeywordRow } from './row.ts'
import { KEYWORDS } from './table.ts'
import type { Keyword } from './types.ts'

/** What a target makes of a name in the file. */
export type KnownWord =
  | { status: 'active'; keyword: Keyword; row: KeywordRow; match: boolean }
  | { status: 'deprecated' | 'ignored' | 'unsupported'; name: string; match: boolean; advice: string }

/** All names that a target knows, by lower case, as parse_token of servconf.c looks them up. */
export type Vocabulary = ReadonlyMap<string, KnownWord>

const vocabularies = new Map<string, Vocabulary>()

export function vocabulary(target: Target): Vocabulary {
  const key = `${target.release} ${target.build.name}`
  const found = vocabularies.get(key)
  if (found) return found
  const made = makeVocabulary(target)
  vocabularies.set(key, made)
  return made
}

/** The row of a keyword as a target has it. */
export function rowAt(keyword: Keyword, target: Target): KeywordRow {
  let row: KeywordRow = KEYWORDS[keyword]
  if (!row.earlier) return row
  const release = releaseFor(keyword, target)
  for (const { until, ...changes } of row.earlier) {
    if (release < at(until)) row = { ...row, ...changes }
  }
  return row
}

export function isKeyword(name: string): name is Keyword {
  return Object.hasOwn(KEYWORDS, name)
}

/** All canonical names, in the order of the table. */
export const KEYWORD_NAMES: readonly Keyword[] = Object.keys(KEYWORDS).filter(isKeyword)

function makeVocabulary(target: Target): Vocabulary {
  const words = new Map<string, KnownWord>()
  for (const keyword of KEYWORD_NAMES) {
    const row = rowAt(keyword, target)
    if (row.vendor && !hasVendor(target.build, row.vendor)) continue
    const names = [
      { name: nameAt(keyword, target.release), match: row.match, ...era(row) },
      ...(row.aliases ?? []),
    ]
    for (const { name, match, since, until } of names) {
      if (!within(releaseFor(keyword, target), since, until)) continue
      words.set(asciiLowerCase(name), wordFor(keyword, row, match, target))
    }
  }
  for (const retired of RETIRED_KEYWORDS) {
    if (!within(target.release, retired.since, retired.until)) continue
    if (retired.vendor && !hasVendor(target.build, retired.vendor)) continue
    words.set(asciiLowerCase(retired.name), retiredWord(retired))
  }
  return words
}

function era(row: KeywordRow) {
  return { ...(row.since && { since: row.since }), ...(row.until && { until: row.until }) }
}

function wordFor(keyword: Keyword, row: KeywordRow, match: boolean, target: Target): KnownWord {
  if (row.feature && !hasFeature(target.build, row.feature)) {
    const advice = `this build of sshd has no ${FEATURE_NAMES[row.feature]}`
    return { status: 'unsupported', name: keyword, match, advice }
  }
  return { status: 'active', keyword, row, match }
}

const FEATURE_NAMES: Record<Feature, string> = {
  pam: 'PAM',
  kerberos: 'Kerberos',
  afs: 'AFS',
  gssapi: 'GSSAPI',
  lastlog: 'record of last logins',
}

function retiredWord({ status, name, match, advice }: RetiredKeyword): KnownWord {
  return { status, name, match, advice }
}

function hasVendor(build: BuildProfile, vendor: Vendor): boolean {
  return build.vendors.includes(vendor)
}

function hasFeature(build: BuildProfile, feature: Feature): boolean {
  return build[feature]
}

/** Names that keywords had for a while. Up to 8.4 two had names that are aliases since. */
const OTHER_NAMES: Readonly<Record<string, { name: string; since?: string; until: string }>> = {
  PubkeyAcceptedAlgorithms: { name: 'PubkeyAcceptedKeyTypes', until: '8.5' },
  HostbasedAcceptedAlgorithms: { name: 'HostbasedAcceptedKeyTypes', until: '8.5' },
  GSSAPIAuthentication: { name: 'GssAuthentication', since: '10.4', until: '10.5' },
  GSSAPICleanupCredentials: { name: 'GssCleanupCreds', since: '10.4', until: '10.5' },
  GSSAPIDelegateCredentials: { name: 'GssDelegateCreds', since: '10.4', until: '10.5' },
  GSSAPIStrictAcceptorCheck: { name: 'GssStrictAcceptor', since: '10.4', until: '10.5' },
}

/** The name that a release knows a keyword by. */
export function nameAt(keyword: Keyword, release: number): string {
  const other = OTHER_NAMES[keyword]
  return other && within(release, other.since, other.until) ? other.name : keyword
}
