import type { Relations } from '../../../classes/relations.ts'
import type { Config, Guard, Problem, Setting, Source } from '../../../dialects/dialect.ts'
import { UNKNOWN } from '../../../host/host.ts'
import { rangeOf } from '../../evidence.ts'
import { type DeadLine, deadLines } from './dead-lines.ts'
import { losesPromise } from './lost-promises.ts'
import { replacesStockLine } from './stock-lines.ts'

/** Lines, and whole blocks, that no connection ever gets because others win. The same value twice is no contradiction. */
export function shadowedSettings(config: Config, relations: () => Relations): readonly Problem[] {
  const dead = deadLines(config, relations)
  const contradicts = (line: DeadLine) => isContradiction(line, config)
  const blocks = coveredBlocks(config, dead)
  const told = new Set(blocks.flatMap(({ lines }) => lines))
  return [
    ...blocks.filter(({ lines }) => lines.some(contradicts)).map(coveredMatch),
    ...dead
      .filter((line) => !told.has(line) && contradicts(line) && !isToldElsewhere(line))
      .map(shadowedSetting),
  ]
}

interface CoveredBlock {
  guard: Guard
  lines: readonly DeadLine[]
}

/** The blocks in which every line is dead. */
function coveredBlocks({ guards, settings }: Config, dead: readonly DeadLine[]): CoveredBlock[] {
  const inBlocks = dead.filter(({ how }) => how === 'block')
  const byLine = new Map(inBlocks.map((line) => [line.setting, line]))
  const byGuard = new Map<Guard | undefined, Setting[]>(guards.map((guard) => [guard, []]))
  for (const setting of settings) if (setting.keyword !== 'intent') byGuard.get(setting.guard)?.push(setting)
  return guards.flatMap((guard) => {
    const own = byGuard.get(guard) ?? []
    const lines = own.flatMap((setting) => byLine.get(setting) ?? [])
    const elsewhere = lines.some(({ winners }) => winners.some((winner) => winner.guard !== guard))
    return own.length > 0 && lines.length === own.length && elsewhere ? [{ guard, lines }] : []
  })
}

function isContradiction({ setting, winners }: DeadLine, config: Config): boolean {
  if (hasBranches(setting)) return false
  return winners.some(
    (winner) =>
      winner.value !== UNKNOWN &&
      setting.value !== UNKNOWN &&
      !hasBranches(winner) &&
      !replacesStockLine(winner, setting, config) &&
      meaning(winner) !== meaning(setting),
  )
}

/** What sshd/principals-command-skipped and sshd/penalties-despite-no say in words of their own. */
function isToldElsewhere({ setting: { keyword, text }, winners }: DeadLine): boolean {
  if (keyword === 'AuthorizedPrincipalsCommand') return winners.every((winner) => winner.keyword !== keyword)
  return (
    keyword === 'PerSourcePenalties' && /^no$/i.test(text.trim()) && winners.some((w) => w.text.includes(':'))
  )
}

/** Key files are looked for in the home directory anyway. */
function meaning({ keyword, value }: Setting): string {
  const text = JSON.stringify(value)
  return keyword === 'AuthorizedKeysFile' ? text.replaceAll('"%h/', '"') : text
}

/** In a template, only one branch of a condition becomes part of the file. */
function hasBranches({ source }: Setting): boolean {
  const known = branched.get(source)
  const has = known ?? /\{%|<%|\{\{[#^-]? *(if|else|range|with|end)\b/.test(source.text)
  if (known === undefined) branched.set(source, has)
  return has
}

const branched = new WeakMap<Source, boolean>()

function shadowedSetting(line: DeadLine): Problem {
  const { setting, winners } = line
  return {
    rule: 'sshd/shadowed-setting',
    source: setting.source,
    node: setting.node,
    message: `${setting.keyword} ${setting.text} has no effect: ${reason(line)}.`,
    refused: false,
    ...(losesPromise(line) && { severity: 'error' as const }),
    related: winners.map(({ source, node, guard }) => ({
      source,
      node,
      note: guard ? `wins, under Match ${guard.text.join(' ')}` : 'wins',
    })),
  }
}

function reason({ setting, winners, how, counts }: DeadLine): string {
  const [winner, ...others] = winners
  const first = others.length === 0 ? winner : undefined
  const values = winners.map((each) => `"${each.text}" in ${placeOf(each, setting)}`).join(', ')
  if (how === 'overridden')
    return `Match blocks override it for every connection, with ${values}; put the value there, or remove the line`
  if (how === 'startup' || (first && first.guard === setting.guard))
    return `the ${counts} ${setting.keyword} counts, which is ${values}; remove one of the lines`
  return `every connection of its block gets ${values} from ${others.length === 0 ? 'another block' : 'other blocks'} that ${others.length === 0 ? 'wins' : 'win'}; move the block, or remove the line`
}

function coveredMatch({ guard, lines }: CoveredBlock): Problem {
  const [place] = guard.lines.slice(-1)
  const [sample] = lines
  const source = place?.source ?? sample?.setting.source
  if (!source || !sample) throw new Error('a block has a Match line, and one that is covered has lines')
  const winners = [...new Set(lines.flatMap((line) => line.winners.filter((each) => each.guard !== guard)))]
  const names = [...new Set(lines.map(({ setting }) => setting.keyword))].join(', ')
  const places = winners.map((winner) => placeOf(winner, sample.setting)).join(', ')
  return {
    rule: 'sshd/covered-match',
    source,
    node: place?.node ?? sample.setting.node,
    message: `Nothing in this block has an effect: every connection that it applies to already has ${names} from earlier blocks (${places}); move the block up, or remove it.`,
    refused: false,
    ...(lines.some(losesPromise) && { severity: 'error' as const }),
    related: [
      ...lines.map(({ setting }) => ({ source: setting.source, node: setting.node, note: 'has no effect' })),
      ...winners.map((winner) => ({
        source: winner.source,
        node: winner.node,
        note: `wins, under Match ${winner.guard?.text.join(' ') ?? 'all'}`,
      })),
    ],
  }
}

function placeOf(setting: Setting, seenFrom: Setting): string {
  const line = `line ${rangeOf(setting).start.line}`
  return setting.source === seenFrom.source
    ? line
    : `line ${rangeOf(setting).start.line} of ${setting.source.path}`
}
