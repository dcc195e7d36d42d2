import { addressText } from '../../../classes/address-text.ts'
import type { Criterion, Guard, Place, Problem } from '../../../dialects/dialect.ts'
import { parseNetwork } from '../../../dialects/sshd/matching/addresses.ts'
import { printLine } from '../../../syntax/print.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isTemplated } from './lines.ts'
import { isImpossible } from './unreachable-matches.ts'

type AddressCriterion = Extract<Criterion, { networks: unknown }>

/** Match criteria that sshd reads otherwise than they were meant, and accepts without a word (match.c, servconf.c match_cfg_line). */
export const matchPatterns: LawOfTheFile = ({ guards }) =>
  guards.flatMap((guard): Problem[] => {
    const line = guard.lines.at(-1)
    const nested = guard.lines.length > 1
    const outer = nested ? guards.find((other) => isAround(other, guard)) : undefined
    const reason = own(guard, outer?.criteria.length ?? 0)
    if (!line || !reason || isTemplatedLine(line)) return []
    return [{ ...line, rule: 'sshd/match-pattern', message: `${reason}.`, refused: false }]
  })

/** What a template makes of the list, nobody knows. */
function isTemplatedLine({ node }: Place): boolean {
  return 'keyword' in node && isTemplated(printLine(node))
}

/** The block that the Include of another block stands in. */
function isAround(outer: Guard, inner: Guard): boolean {
  return outer.lines.length === inner.lines.length - 1 && outer.lines.at(-1) === inner.lines.at(-2)
}

/** What is wrong with the criteria of the line itself, without those of the blocks around an Include. */
function own(guard: Guard, outer: number): string | undefined {
  for (const [index, criterion] of guard.criteria.slice(outer).entries()) {
    if ('networks' in criterion) {
      const reason = strangeAddress(guard.text[outer + index] ?? '') ?? textOfNoAddress(criterion)
      if (reason) return reason
    }
    if (!('patterns' in criterion)) continue
    const { kind, patterns } = criterion
    for (const { pattern, negated } of patterns) {
      const reason = wrong(kind, pattern, negated)
      if (reason) return reason
    }
  }
  return undefined
}

/** getaddrinfo(3) reads `10.1.2` and `010.1.2.3` as inet_aton(3) does: fewer numbers, octal and hexadecimal ones. */
function strangeAddress(criterion: string): string | undefined {
  for (const item of criterion.slice(criterion.search(/\s/) + 1).split(',')) {
    const text = item.trim().replace(/^!/, '')
    const network = parseNetwork(text)
    if (!network || network === 'wrong' || text.includes(':')) continue
    const read = addressText(network.address)
    const [written = '', length] = text.split('/')
    // `10.0/16` is a short way to write a network, and means what it looks like.
    const isShort = length !== undefined && !/(^|\.)0[\dx]/i.test(written)
    if (written !== read && !isShort)
      return `sshd reads ${written} as the address ${read}, for it takes a leading 0 as octal and fills up missing numbers; write four decimal numbers, and the length of a network behind a "/"`
  }
  return undefined
}

/** What is no network, addr_match_list(3) compares as text. A list of nothing else is told as unreachable. */
function textOfNoAddress({ kind, networks }: AddressCriterion): string | undefined {
  const texts = networks.flatMap((item) => ('pattern' in item && /[^*]/.test(item.pattern) ? [item] : []))
  const lost = texts.find((item) => isImpossible([{ kind, networks: [{ ...item, negated: false }] }]))
  if (!lost || isImpossible([{ kind, networks }])) return undefined
  const { pattern, negated } = lost
  const isName = /[g-z]/i.test(pattern)
  const effect = `${negated ? 'excludes nobody' : 'never matches'}; write an address or a network such as 192.0.2.0/24`
  return isName
    ? `Match Address compares with the address of the client and looks up no names, so ${pattern} ${effect}`
    : `sshd can read no network in ${pattern} and compares it as text, so it ${effect}`
}

function wrong(kind: string, pattern: string, negated: boolean): string | undefined {
  const who = { user: 'user', group: 'group', host: 'host', rdomain: 'routing domain' }[kind] ?? kind
  if (pattern.startsWith('='))
    return `sshd takes the "=" for a part of the name, so only a ${who} named "${pattern}" fits; write no blank before it`
  if (pattern !== pattern.trim() && pattern.trim() !== '')
    return `The blank belongs to the pattern "${pattern}", which no ${who} fits; write the list without blanks`
  if (kind === 'user' && /\S\s+\S/.test(pattern) && !/[\\@]/.test(pattern))
    return `The blank belongs to the name, and hardly any user is named "${pattern}"; write a comma between two names`
  if (pattern === '' && !negated)
    return `The list has an empty item, which no ${who} fits; remove the comma too many`
  if (negated && pattern.startsWith('!'))
    return `Only the first "!" negates, and no ${who} is named "${pattern}"; write it once`
  if (/['"]/.test(pattern))
    return `The quotation mark belongs to the pattern ${pattern}, which no ${who} fits; write it without`
  if (/[[\](){}|^$]/.test(pattern) && kind !== 'rdomain' && !/\$$/.test(pattern))
    return `Patterns know only * and ?, so the brackets and signs in ${pattern} are taken literally and no ${who} fits`
  if (pattern.includes('#'))
    return `What follows the "#" belongs to the pattern ${pattern}; put a blank before the comment`
  if (kind === 'host' && /^[\d.]+\/\d+$|^[\da-f:]+\/\d+$/i.test(pattern))
    return `Host compares text and knows no networks, so no host fits ${pattern}; write Match Address`
  if (kind === 'group' && /^[@%+&]/.test(pattern))
    return `Groups stand by their bare name, so no group fits ${pattern}; leave the "${pattern.charAt(0)}" out`
  if (kind === 'user' && /@[\d.*?]+(\/\d+)?$|@[\da-f]*:[\da-f:]+(\/\d+)?$/i.test(pattern))
    return `Match User takes no address, so no user fits ${pattern}; add the criterion Address`
  return undefined
}
