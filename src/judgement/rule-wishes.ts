import type { DetailedFinding } from '../rules/finding.ts'
import type { Rule } from '../rules/rule.ts'
import type { Tree } from './tree.ts'
import type { PlacedRuleSetting, Profile, RuleSetting, Wanted } from './wanted.ts'

/** What the user makes of the rules, for findings in the files of one tree. */
export interface RuleWishes {
  /** For the whole tree: a rule that is wanted for one of its files is asked. */
  severities: Readonly<Record<string, RuleSetting>>
  /** The finding as it is wanted for its file; nothing where it is not. */
  apply(finding: DetailedFinding): DetailedFinding[]
}

export function ruleWishes(
  { config, machine }: Tree,
  rules: readonly Rule[],
  { ruleSetting }: Pick<Wanted, 'ruleSetting'>,
  profile: Profile,
): RuleWishes {
  if (!ruleSetting) return { severities: {}, apply: (finding) => [finding] }
  const files = config.sources.length > 0 ? config.sources.map(({ path }) => path) : [config.entry]
  const profiles = new Map(rules.map((rule) => [rule.id, rule.profile]))
  const isUsual = (id: string) =>
    profile === 'all' || profiles.get(id) === 'conflicts' || profiles.get(id) === profile
  const wish = (id: string, file: string): RuleSetting => {
    const said = ruleSetting(id, machine(file))
    return isUsual(id) || (said && switchesOn(said)) ? (said?.setting ?? 'on') : 'off'
  }
  const severities = Object.fromEntries(
    rules.map(({ id }) => [id, files.every((file) => wish(id, file) === 'off') ? 'off' : 'on'] as const),
  )
  return { severities, apply: (finding) => asWished(finding, wish(finding.rule, finding.file)) }
}

/** A severity for many rules at once is no wish for those that the profile leaves out. */
function switchesOn({ setting, pattern }: PlacedRuleSetting): boolean {
  return setting === 'on' || !pattern.includes('*')
}

/** The finding as a setting of its rule makes it; nothing where it is off. */
export function asWished(finding: DetailedFinding, setting: RuleSetting | undefined): DetailedFinding[] {
  if (setting === 'off') return []
  return [setting === undefined || setting === 'on' ? finding : { ...finding, severity: setting }]
}
