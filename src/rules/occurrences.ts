import type { ConnectionClass } from '../classes/classes.ts'
import type { Config } from '../dialects/dialect.ts'
import { type Account, UNKNOWN, type Unknown } from '../host/host.ts'
import type { PlacedEvidence } from './evidence.ts'
import type { DetailedFinding, Remedy, Scope, Severity } from './finding.ts'
import { fillMessage } from './message.ts'
import { fillRemedy, withKeywordsToSet, withoutWhatIsSet } from './remedy.ts'
import type { Rule } from './rule.ts'
import { describeClass, scopeOfClass } from './scope.ts'
import type { Subject } from './subject.ts'

/** A rule that holds for a class of connections. */
export interface Occurrence {
  connectionClass: ConnectionClass
  subject: Subject
  /** The account that was asked for, where the answer depends on it. */
  account: Account | Unknown
  /** The rule in the words of the case that holds. */
  rule: Rule
  evidence: readonly PlacedEvidence[]
}

interface Kept extends Occurrence {
  furtherClasses: number
  furtherAccounts: Account[]
}

const badness: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 }

/** Where one rule holds: each contradiction once, for its most general class. */
export class Occurrences {
  readonly #kept: Kept[] = []
  readonly #byEvidence = new Map<string, Kept>()
  readonly #byPlace = new Map<string, Kept[]>()

  /**
   * Adds an occurrence, unless it is reported already: the same case of the rule with the same evidence, or
   * something as bad at the same place for a class that contains this one. Classes come from general to special.
   */
  add(occurrence: Occurrence): void {
    const { severity, message } = occurrence.rule
    const key = [severity, message, evidenceKey(occurrence.evidence)].join('\n')
    const place = evidenceKey(occurrence.evidence.slice(0, 1))
    const { holds } = occurrence.connectionClass
    const contains = (earlier: Kept) =>
      badness[earlier.rule.severity] >= badness[severity] &&
      [...earlier.connectionClass.holds].every((guard) => holds.has(guard))
    const known = this.#byEvidence.get(key) ?? this.#byPlace.get(place)?.find(contains)
    if (known) {
      if (known.connectionClass !== occurrence.connectionClass) known.furtherClasses++
      if (occurrence.account !== UNKNOWN) known.furtherAccounts.push(occurrence.account)
      return
    }
    const kept = { ...occurrence, furtherClasses: 0, furtherAccounts: [] }
    this.#kept.push(kept)
    this.#byEvidence.set(key, kept)
    this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), kept])
  }

  findings(config: Config): DetailedFinding[] {
    return this.#kept.flatMap((kept) => toFinding(kept, config))
  }
}

function evidenceKey(evidence: readonly PlacedEvidence[]): string {
  return evidence
    .filter(({ evidence: { origin } }) => origin !== 'fact')
    .map(({ evidence: { keyword, file, line } }) => `${keyword}\0${file}\0${line}`)
    .join('\n')
}

function toFinding(kept: Kept, config: Config): DetailedFinding[] {
  const { rule, evidence, subject, account, furtherAccounts } = kept
  const [first, ...rest] = evidence.map((piece) => piece.evidence)
  if (!first) return []
  // A promise of the project stands elsewhere: what breaks it is the configuration.
  const own = new Set(config.sources.map(({ path }) => path))
  const place = evidence.find((piece) => piece.range && own.has(piece.evidence.file ?? ''))
  const top = { line: 1, column: 1 }
  const scope = scopeOf(kept)
  const lookUp = (name: string) => subject.read(name).value
  const settingFor = (remedy: Remedy) => {
    if (remedy.for !== 'everybody') return (keyword: string) => subject.setting(keyword)
    const everybody = config.effective(() => false)
    return (keyword: string) => everybody.get(keyword)
  }
  const isForEverybody = kept.connectionClass.holds.size === 0
  const remedies = rule.remedies
    .map((remedy) => withKeywordsToSet(fillRemedy(remedy, lookUp), config, isForEverybody))
    .flatMap((remedy) => withoutWhatIsSet(remedy, settingFor(remedy)) ?? [])
  const accounts = account === UNKNOWN ? [] : [account, ...furtherAccounts].map(({ name }) => name)
  return [
    {
      rule: rule.id,
      title: rule.title,
      tags: rule.tags,
      severity: rule.severity,
      confidence: rule.confidence,
      message: fillMessage(rule.message, lookUp),
      file: place?.evidence.file ?? config.sources[0]?.path ?? config.entry,
      range: place?.range ?? { start: top, end: top },
      evidence: [first, ...rest],
      evidenceRanges: evidence.map(({ range }) => range),
      ...(scope && { scope }),
      fixes: [],
      remedies,
      furtherClasses: kept.furtherClasses,
      accounts,
      connectionClass: kept.connectionClass,
    },
  ]
}

function scopeOf({ connectionClass, account }: Occurrence): Scope | undefined {
  if (account === UNKNOWN) return scopeOfClass(connectionClass)
  const { match, witness, spec } = describeClass(connectionClass)
  const groups = account.groups === UNKNOWN ? {} : { groups: [...account.groups] }
  return {
    match,
    witness: { ...witness, user: account.name, ...groups },
    spec: spec.replace(/^user=[^,]*/, `user=${account.name}`),
  }
}
