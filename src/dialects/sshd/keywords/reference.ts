import type { KeywordReference } from '../../keyword-reference.ts'
import { RELEASES } from '../releases.ts'
import { RETIRED_KEYWORDS, type RetiredKeyword } from './retired.ts'
import type { Accumulation, Earlier, Feature, KeywordRow } from './row.ts'
import { KEYWORDS } from './table.ts'

const REPETITION: Readonly<Record<Accumulation, string>> = {
  first: 'the first line counts',
  last: 'the last line counts',
  append: 'all lines add to one list',
  'first-per-name': 'for each name, the first line counts',
  'once-per-name': 'each name may be defined once; sshd refuses a second definition',
  'first-per-field': 'for each part of the value, the first line that gives it counts',
  'first-per-key': 'for each part of the value, the first line that gives it counts',
  'none-overwrites': 'the first line counts, but none always overwrites',
}

const FEATURES: Readonly<Record<Feature, string>> = {
  pam: 'PAM',
  kerberos: 'Kerberos',
  afs: 'AFS',
  gssapi: 'GSSAPI',
  lastlog: 'lastlog',
}

/** All keywords of sshd_config, those that are out of use included. */
export function keywordReferences(): readonly KeywordReference[] {
  const rows: [string, KeywordRow][] = Object.entries(KEYWORDS)
  const retired = new Map(RETIRED_KEYWORDS.map((keyword) => [keyword.name, retiredReference(keyword)]))
  const active = rows.map(([name, row]) => {
    const found = reference(name, row)
    const later = retired.get(name)
    retired.delete(name)
    return later ? { ...found, facts: [...found.facts, ...later.facts] } : found
  })
  return [...active, ...retired.values()]
}

function reference(name: string, row: KeywordRow): KeywordReference {
  const {
    kind,
    words,
    match,
    copied,
    accumulation,
    since,
    until,
    aliases,
    feature,
    vendor,
    summary,
    earlier,
  } = row
  const values = words && [...new Set(Object.values(words))]
  const others = (aliases ?? []).map(({ name, since, until }) => `${name}${era(since, until)}`)
  const facts: [string, string][] = [
    ['kind', values ? values.join(', ') : kind],
    ['in Match blocks', inMatch(match, copied)],
    ['several lines', REPETITION[accumulation]],
    ['known to', `OpenSSH ${versions(since, until)}`],
    ...(others.length > 0 ? [['also called', others.join(', ')] satisfies [string, string]] : []),
    ...(feature ? [['needs', `a build with ${FEATURES[feature]}`] satisfies [string, string]] : []),
    ...(vendor ? [['needs', `a build with the patches of ${vendor}`] satisfies [string, string]] : []),
  ]
  return {
    name,
    summary,
    ...(row.default !== '' && { default: row.default }),
    facts,
    history: (earlier ?? []).map(change).filter((text) => text !== ''),
  }
}

function inMatch(match: boolean, copied: boolean | undefined): string {
  if (!match) return 'no; sshd refuses it there'
  return copied === false ? 'accepted, without effect' : 'yes'
}

function change({ until, default: value, match, copied, accumulation }: Earlier): string {
  const parts = [
    ...(value === undefined ? [] : [`the default was ${value || 'none'}`]),
    ...(match === undefined && copied === undefined
      ? []
      : [`in Match blocks: ${inMatch(match ?? true, copied)}`]),
    ...(accumulation === undefined ? [] : [`of several lines, ${REPETITION[accumulation]}`]),
  ]
  return parts.length === 0 ? '' : `before ${until}: ${parts.join('; ')}`
}

function retiredReference({ name, status, match, since, until, advice }: RetiredKeyword): KeywordReference {
  const outcome = {
    deprecated: 'sshd reads it, logs that it is deprecated, and does nothing with it',
    unsupported: 'sshd reads it, logs that it is not supported, and does nothing with it',
    ignored: 'sshd reads it and does nothing with it',
  }[status]
  return {
    name,
    summary: `Out of use: ${advice}.`,
    facts: [
      ['out of use in', `OpenSSH ${versions(since, until)}`],
      ['effect then', `${outcome}${match ? '' : '; sshd refuses it in Match blocks'}`],
    ],
    history: [],
  }
}

function versions(since: string | undefined, until: string | undefined): string {
  const first = since ?? RELEASES[0] ?? ''
  return until === undefined ? `${first} and later` : `${first} until before ${until}`
}

function era(since: string | undefined, until: string | undefined): string {
  if (since !== undefined && until !== undefined) return ` (${since} until before ${until})`
  return since !== undefined ? ` (since ${since})` : until !== undefined ? ` (until before ${until})` : ''
}
