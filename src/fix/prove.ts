import { compare } from '../compare/compare.ts'
import type { Config } from '../dialects/dialect.ts'
import { isPureFtpd, refusal as refusalOfPureFtpd } from '../dialects/pure-ftpd/config.ts'
import type { Host } from '../host/host.ts'
import type { DetailedFinding } from '../rules/finding.ts'
import { asciiLowerCase } from '../syntax/ascii.ts'
import type { Plan } from './plan.ts'

/** A configuration, and what is found in it. */
export interface Judged {
  config: Config
  findings: readonly DetailedFinding[]
  /** What is found too, and hidden by comments. */
  suppressed?: readonly DetailedFinding[]
  /** False where the connections were too many to examine all: nothing is proven then. */
  complete: boolean
}

/** Why a fix is not offered. */
export type Objection =
  | 'too much to examine'
  | 'refused by the daemon'
  | 'not gone, or others found'
  | 'changes more'

/**
 * Whether a fix does what it says and nothing else: the finding is gone for all connections, and not for the reason
 * that the daemon refuses the files or that a comment hides it; nothing new is found, but for hints in its place; and over all connections only
 * the settings that it names change, only for the blocks that it names.
 * Undefined where it is proven.
 */
export function objection(
  plan: Plan,
  finding: DetailedFinding,
  before: Judged,
  after: Judged,
  host: Host,
): Objection | undefined {
  if (!before.complete || !after.complete) return 'too much to examine'
  if (!startsAsBefore(before.config, after.config)) return 'refused by the daemon'
  if (!findsOnlyLess(finding, before, after)) return 'not gone, or others found'
  return changesOnlyWhatItSays(plan, before.config, after.config, host) ? undefined : 'changes more'
}

/** No line is refused that was not refused before. */
function startsAsBefore(before: Config, after: Config): boolean {
  if (refuses(after) && !refuses(before)) return false
  const reasons = (config: Config) =>
    config.problems
      .filter(({ refused }) => refused)
      .map(({ rule, source, message }) => [rule, source.path, wordsOf(message)].join('\0'))
  return isPartOf(reasons(after), reasons(before))
}

function refuses(config: Config): boolean {
  const refusal = isPureFtpd(config) ? refusalOfPureFtpd(config) : 'refusal' in config && config.refusal
  return Boolean(refusal) || config.problems.some(({ refused }) => refused)
}

/**
 * One finding of this kind fewer, for whichever connections, and none that was not there before or was not hidden
 * before; only a hint may come in the place of something worse.
 */
function findsOnlyLess(finding: DetailedFinding, before: Judged, after: Judged): boolean {
  const all = before.findings.map(identity)
  const index = all.indexOf(identity(finding))
  const isSmaller = ({ rule, severity }: DetailedFinding) =>
    finding.severity !== 'info' && severity === 'info' && rule !== finding.rule
  const known = new Set(all)
  const counted = after.findings.filter((found) => known.has(identity(found)) || !isSmaller(found))
  const hidden = ({ suppressed }: Judged) => (suppressed ?? []).map(identity)
  return (
    index !== -1 &&
    isPartOf(counted.map(identity), all.toSpliced(index, 1)) &&
    isPartOf(hidden(after), hidden(before))
  )
}

/** A finding wherever its lines have moved to. */
export function identity({ rule, message, file }: DetailedFinding): string {
  return [rule, file, wordsOf(message)].join('\0')
}

/** A message without the numbers of lines, which a fix may shift. */
function wordsOf(message: string): string {
  return message.replace(/\blines? \d+/g, 'line')
}

/** Each member of the one is in the other, as often. */
function isPartOf(some: readonly string[], all: readonly string[]): boolean {
  const left = [...all]
  return some.every((one) => {
    const index = left.indexOf(one)
    if (index !== -1) left.splice(index, 1)
    return index !== -1
  })
}

function changesOnlyWhatItSays(plan: Plan, before: Config, after: Config, host: Host): boolean {
  const { differences, complete } = compare(before, after, host)
  const influences = (name: string) => before.influences?.(name) ?? []
  const named = [...plan.keywords].flatMap((name) => [name, ...influences(name)])
  const keywords = new Set(named.map(asciiLowerCase))
  const isNamed = (name: string) => keywords.has(asciiLowerCase(name))
  const blocks = plan.blocks === 'everybody' ? undefined : plan.blocks.map(({ text }) => text.join())
  return (
    complete &&
    differences.every(
      ({ keyword, connectionClass }) =>
        (isNamed(keyword) || influences(keyword).some(isNamed)) &&
        (!blocks || [...connectionClass.holds].some(({ text }) => blocks.includes(text.join()))),
    ) &&
    optionsBeside(keywords, before) === optionsBeside(keywords, after)
  )
}

/** The options that pure-ftpd gets from other directives, in order. */
function optionsBeside(keywords: ReadonlySet<string>, config: Config): string {
  if (!isPureFtpd(config)) return ''
  const others = config.options.filter(({ line }) => !line || !keywords.has(asciiLowerCase(line.row.name)))
  return others.map(({ text }) => text).join('\n')
}
