import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import { matchPatternList } from '../matching/patterns.ts'
import { contains, hostPart, userPart } from './access-entry.ts'
import type { ListKeyword } from './allowed-user.ts'
import { isSelective } from './blocks.ts'
import { wordsOf } from './words.ts'

/** copy_set_server_options replaces the lists of the rest of the file by those of the block. */
function lostEntries(
  name: string,
  summary: string,
  keywords: readonly (ListKeyword | 'AcceptEnv')[],
  isLost: (entry: string, outside: readonly string[], inside: readonly string[]) => boolean,
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: keywords,
    compute: (view) => {
      const lost: string[] = []
      for (const keyword of keywords) {
        if (!hasListOutside(keyword, view)) continue
        const { value, losers } = view.peekSetting(keyword)
        const inside = wordsOf(value)
        if (inside === UNKNOWN) return UNKNOWN
        const replaced = losers.filter(({ law, setting: { guard } }) => {
          return law === 'match-replaces-list' && !(guard && isSelective(guard))
        })
        const outside = replaced.flatMap(({ setting }) => known(setting.value))
        const missing = outside.filter(
          (entry) => isLost(entry, outside, inside) && mayConcern(entry, keyword, view),
        )
        if (missing.length === 0) continue
        view.get(keyword)
        for (const { setting } of replaced) {
          if (known(setting.value).some((entry) => missing.includes(entry))) view.line(setting)
        }
        lost.push(...missing)
      }
      return lost
    },
  }
}

/** Whether any line of a keyword is for everybody: without one, no block replaces anything. */
function hasListOutside(keyword: string, { config }: View): boolean {
  return config.settings.some(
    (setting) => setting.keyword === keyword && !(setting.guard && isSelective(setting.guard)),
  )
}

/** An entry for one user says nothing about a block for others. */
function mayConcern(entry: string, keyword: string, { guards }: View): boolean {
  const name = userPart(entry)
  if (!keyword.endsWith('Users') || /[*?]/.test(name)) return true
  return guards.hold.every(({ criteria }) =>
    criteria.every((each) => each.kind !== 'user' || matchPatternList(name, each.patterns) === 'matches'),
  )
}

function known(value: Value | Unknown): readonly string[] {
  const words = wordsOf(value)
  return words === UNKNOWN ? [] : words
}

/** Whether an entry of one list is contained in an entry of another one. */
function isCovered(entry: string, list: readonly string[]): boolean {
  return list.some((other) => {
    if (other === entry) return true
    return hostPart(other) === undefined && contains(userPart(other), userPart(entry))
  })
}

const deniedBeforeBlock = lostEntries(
  'denied-outside-the-block',
  'Entries of DenyUsers and DenyGroups that a Match block drops by setting the list anew',
  ['DenyUsers', 'DenyGroups'],
  // Where everybody is refused, a block of its own is how some are let in.
  (entry, outside, inside) => !outside.includes('*') && !isCovered(entry, inside),
)

/** A block that only picks some of the entries narrows the list on purpose; one that adds an entry meant to widen it. */
const allowedBeforeBlock = lostEntries(
  'allowed-outside-the-block',
  'Entries of AllowUsers and AllowGroups that a Match block drops while it adds others',
  ['AllowUsers', 'AllowGroups'],
  (entry, outside, inside) => !isCovered(entry, inside) && inside.some((added) => !isCovered(added, outside)),
)

const environmentBeforeBlock = lostEntries(
  'environment-outside-the-block',
  'Names in AcceptEnv that a Match block drops while it adds others',
  ['AcceptEnv'],
  (entry, outside, inside) => !isCovered(entry, inside) && inside.some((added) => !isCovered(added, outside)),
)

function listsInBlocks(name: string, [users, groups]: readonly [ListKeyword, ListKeyword]): Quantity {
  return {
    name,
    kind: 'flag',
    summary: `Whether a Match block sets ${users} or ${groups}`,
    reads: [],
    compute: ({ config }) =>
      config.settings.some(
        ({ keyword, guard }) =>
          guard && isSelective(guard) && [users, groups].some((list) => list === keyword),
      )
        ? 'yes'
        : 'no',
  }
}

/** What Match blocks make of the access lists. */
export const accessInBlocks: readonly Quantity[] = [
  deniedBeforeBlock,
  allowedBeforeBlock,
  environmentBeforeBlock,
  listsInBlocks('deny-lists-in-blocks', ['DenyUsers', 'DenyGroups']),
  listsInBlocks('allow-lists-in-blocks', ['AllowUsers', 'AllowGroups']),
]
