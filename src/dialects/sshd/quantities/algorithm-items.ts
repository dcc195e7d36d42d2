import type { Quantity } from '../../dialect.ts'
import { everKnown } from '../known-algorithms.ts'
import { matchesPattern } from '../matching/patterns.ts'
import { at } from '../releases.ts'
import { faultsOf } from './algorithm-lists.ts'
import { releaseOf } from './release.ts'

/** Removing is not checked at all: a name that matches nothing is taken without a word. */
const idleRemovals = faultsOf(
  'removals-of-nothing',
  'Items of lists that begin with `-` which no algorithm of any release matches',
  ({ prefix, items }, kind) => {
    if (prefix !== '-') return []
    const table = everKnown(kind)
    return items.filter(
      (item) =>
        item !== '' &&
        !/^gss-/.test(item) &&
        !table.some(({ name }) => matchesPattern(name, item.toLowerCase() === item ? item : '')),
    )
  },
)

/** ciphers_valid and the like stop at an empty item; the expansion drops names that nobody knows. */
const dropped = faultsOf(
  'unchecked-algorithms',
  'Items behind an empty item that sshd does not know and drops without a word',
  ({ prefix, items }, kind) => {
    const hole = items.indexOf('')
    if (prefix === '-' || hole === -1) return []
    const table = everKnown(kind)
    return items
      .slice(hole + 1)
      .filter((item) => item !== '' && !table.some(({ name }) => matchesPattern(name, item)))
  },
)

const removedLater = faultsOf(
  'algorithms-removed-later',
  'Items that a newer release does not know any more, so that it refuses the whole list',
  ({ prefix, items }, kind, view) => {
    if (prefix === '-') return []
    const table = everKnown(kind)
    const now = releaseOf(view)
    return items.filter((item) => {
      const until = table.find(({ name }) => name === item)?.until
      return until !== undefined && now < at(until)
    })
  },
)

/** Single items of the lists of algorithms that sshd does not know, or not for long. */
export const algorithmItems: readonly Quantity[] = [idleRemovals, dropped, removedLater]
