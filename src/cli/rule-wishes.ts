import type { DetailedFinding } from '../rules/finding.ts'
import type { Rule } from '../rules/rule.ts'
import type { Configuration, Profile, RuleSetting } from './settings.ts'
import type { Tree } from './tree.ts'

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
  { ruleSetting }: Configuration,
  profile: Profile,
): RuleWishes {
  if (!ruleSetting) return { severities: {}, apply: (finding) => [finding] }
  const files = config.sources.length > 0 ? config.sources.map(({ path }) => path) : [config.entry]
  const severities: Record<string, RuleSetting> = {}
  for (const { id } of rules) {
    const settings = files.map((file) => ruleSetting(id, machine(file)))
    if (settings.every((setting) => setting === 'off')) severities[id] = 'off'
    else if (settings.some((setting) => setting !== undefined && setting !== 'off')) severities[id] = 'on'
  }
  const profiles = new Map(rules.map((rule) => [rule.id, rule.profile]))
  const isUsual = (id: string) =>
    profile === 'all' || profiles.get(id) === 'conflicts' || profiles.get(id) === profile
  return {
    severities,
    apply(finding) {
      const setting = ruleSetting(finding.rule, machine(finding.file))
      return asWished(finding, setting ?? (isUsual(finding.rule) ? 'on' : 'off'))
    },
  }
}

/** The finding as a setting of its rule makes it; nothing where it is off. */
export function asWished(finding: DetailedFinding, setting: RuleSetting | undefined): DetailedFinding[] {
  if (setting === 'off') return []
  return [setting === undefined || setting === 'on' ? finding : { ...finding, severity: setting }]
}
