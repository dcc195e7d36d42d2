import type { TreeJudgement } from '../../judgement/judge.ts'
import { type Judging, judge as judgeTree, judgingFor as judgingTree } from '../../judgement/judge.ts'
import type { KnownRules, Wanted } from '../../judgement/wanted.ts'
import { builtin, rulesAboutSuppressions } from '../../rules/builtin.ts'
import type { Configuration, Settings } from '../configuration/settings.ts'
import type { Tree } from '../reading/tree.ts'
import { tuneOptimizer } from './optimizer.ts'

/**
 * Applies the rules to a tree.
 * @param inline whether comments may suppress findings
 * @param publish whether the report holds fixes: each is proven first
 */
export async function judge(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline = false,
  publish = false,
): Promise<TreeJudgement> {
  tuneOptimizer(tree.config.guards.length)
  const findFixes = publish ? (await import('../../judgement/fixes.ts')).provenFixes : undefined
  return judgeTree(tree, await knownRules(tree), wantedFrom(settings, configuration, inline), findFixes)
}

/** Loads what judging a tree takes. */
export async function judgingFor(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline: boolean,
): Promise<Judging> {
  return judgingTree(tree, await knownRules(tree), wantedFrom(settings, configuration, inline))
}

async function knownRules({ dialect }: Tree): Promise<KnownRules> {
  return { ...(await builtin(dialect.name)), aboutComments: await rulesAboutSuppressions() }
}

/** The command line counts more than the configuration. */
function wantedFrom(
  { profile, agentKeys }: Settings,
  { rules, sets, ruleSetting }: Configuration,
  comments: boolean,
): Wanted {
  return {
    rules,
    comments,
    ...(sets && { sets }),
    ...(ruleSetting && { ruleSetting }),
    ...(profile && { profile }),
    ...(agentKeys !== undefined && { agentKeys }),
  }
}
