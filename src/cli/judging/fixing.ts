import { createTwoFilesPatch } from 'diff'
import { fixAll, type JudgeAgain } from '../../fix/fix.ts'
import type { Judged } from '../../fix/prove.ts'
import { isFailure } from '../../host/host.ts'
import { replaceFiles } from '../../host/write.ts'
import { decodeBytes } from '../../syntax/bytes.ts'
import type { Configuration, Settings } from '../configuration/settings.ts'
import { Failure, inputFailure } from '../failure.ts'
import type { Written } from '../reading/input.ts'
import type { Tree } from '../reading/tree.ts'
import { hidingKnown } from './baseline.ts'
import type { FixCounts } from './fix-counts.ts'
import type { FixRequest } from './fix-request.ts'
import { judgingFor } from './judge.ts'

/** A file that fixes change: as it was, and as it is then. */
interface Change extends Written {
  before: Uint8Array
  after: Uint8Array
}

/**
 * Fixes a tree as far as fixes are proven, and writes the files unless they are only shown. Gives the tree
 * as it is then, the difference where it is to be shown, and how many fixes there are.
 */
export async function fixTree(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline: boolean,
  request: FixRequest,
): Promise<{ tree: Tree; difference: string; counts: FixCounts }> {
  if (tree.readOnly !== undefined && !request.show)
    throw inputFailure(`${tree.readOnly}, so the fixes cannot be written; --diff shows them`)
  const judging = await judgingFor(tree, settings, configuration, inline)
  const baseline = request.baseline([{ configuration }])
  const withoutKnown = baseline ? await hidingKnown(tree, baseline, request) : (judged: Judged) => judged
  const judgeAgain: JudgeAgain = (host) => withoutKnown(judging.judgeAgain(host))
  const { judged, host, titles } = fixAll(judgeAgain(tree.host), tree.host, judgeAgain, request.unsafe)
  const changes = tree.config.sources.flatMap(({ path }) => changeOf(path, tree, host))
  const further = request.unsafe ? [] : fixAll(judged, host, judgeAgain, true).titles
  const counts = { fixed: titles.length, unsafe: further.length }
  if (request.show) return { tree, difference: changes.map(differenceOf).join(''), counts }
  if (changes.length > 0) writeChanges(changes, request)
  return { tree: { ...tree, host, config: judged.config }, difference: '', counts }
}

function changeOf(path: string, { host: old, written }: Tree, host: Tree['host']): Change[] {
  const before = old.read(path)
  const after = host.read(path)
  if (isFailure(before) || isFailure(after) || Buffer.compare(before, after) === 0) return []
  const place = written(path)
  if (isFailure(place)) throw inputFailure(`the fixes cannot be written (${place.reason})`)
  return [{ ...place, before, after }]
}

function writeChanges(changes: readonly Change[], { backup }: FixRequest): void {
  try {
    replaceFiles(new Map(changes.map(({ path, after }) => [path, after])), backup)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw inputFailure(`the fixes cannot be written (${error instanceof Error ? error.message : error})`)
  }
}

function differenceOf({ shown, before, after }: Change): string {
  const [from, to] = [decodeBytes(before).text, decodeBytes(after).text]
  const name = shown.replace(/^\//, '')
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, from, to, undefined, undefined, {
    context: 3,
  })
  return patch.replace(/^=+\n/, '')
}
