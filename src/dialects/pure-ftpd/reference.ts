import type { KeywordReference } from '../keyword-reference.ts'
import { type DirectiveRow, directives, type RepetitionLaw } from './directives.ts'

const REPETITION: Readonly<Record<RepetitionLaw, string>> = {
  'set-once': 'one line switches it on; none switches it off again',
  counts: 'each line raises it by one',
  'last-value-wins': 'the last line counts',
  'first-value-wins': 'the first line counts',
  'last-of-group-wins': 'the last line of these directives counts',
  'first-path-last-format': 'the first path and the last format count',
  'first-address-last-port': 'the first address and the last port count',
  'none-stays': 'the last line counts, but what is off stays off',
  'merged-into-chain': 'all lines form one chain',
  'last-path-of-chain': 'the last path counts, wherever the chain asks for it',
  expands: 'each line reads its file',
}

/** All directives of pure-ftpd. */
export function directiveReferences(): readonly KeywordReference[] {
  return directives.map(reference)
}

function reference(row: DirectiveRow): KeywordReference {
  const { name, kind, law, group, feature, since, until, option, long, script, wrapper, summary } = row
  const others = directives.filter(
    (other: DirectiveRow) => group && other.group === group && other.name !== name,
  )
  const facts: [string, string][] = [
    ['kind', kind === 'flag' ? 'yes, no' : kind],
    ...(option === '' ? [] : [['option', `-${option}, ${long}`] satisfies [string, string]]),
    ['several lines', REPETITION[law]],
    ...(others.length > 0
      ? [['shares its effect with', others.map((other) => other.name).join(', ')] satisfies [string, string]]
      : []),
    ['known to', `Pure-FTPd ${since}${until === undefined ? ' and later' : ` until before ${until}`}`],
    ...(feature ? [['needs', `a build with ${feature}`] satisfies [string, string]] : []),
    [
      'old scripts',
      script
        ? 'pure-config.pl and pure-config.py read it, too'
        : 'pure-config.pl and pure-config.py do not know it',
    ],
    ["Debian's wrapper", wrapper ? `reads it from conf/${name}` : 'does not know it'],
  ]
  return { name, summary: /[.?!]$/.test(summary) ? summary : `${summary}.`, facts, history: [] }
}
