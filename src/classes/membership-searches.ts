import type { Unknown } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Effort } from './effort.ts'
import type { Membership, Memberships } from './memberships.ts'

/** Failures that are remembered, at most: to compare with each of them takes work as well. */
const mostFailures = 64

/** Searches for memberships that meet the needs of the same guards, each time of none of some others. */
export class MembershipSearches {
  readonly #memberships: Memberships
  readonly #required: Bits.BitSet
  readonly #effort: Effort
  readonly #failures: { refused: Bits.BitSet; mayBeInvalid: boolean }[] = []

  /** `effort`: for all searches together. */
  constructor(memberships: Memberships, required: Bits.BitSet, effort: Effort) {
    this.#memberships = memberships
    this.#required = required
    this.#effort = effort
  }

  /** As `Memberships.find`; what was in vain for some guards is so for more of them. */
  find(refused: Bits.BitSet, mayBeInvalid: boolean): Membership | undefined | Unknown {
    const inVain = this.#failures.some(
      (failure) =>
        (failure.mayBeInvalid || !mayBeInvalid) &&
        this.#effort.spend() &&
        Bits.isSubset(failure.refused, refused),
    )
    if (inVain) return undefined
    const found = this.#memberships.find(this.#required, refused, mayBeInvalid, this.#effort)
    if (found === undefined && this.#failures.length < mostFailures)
      this.#failures.push({ refused, mayBeInvalid })
    return found
  }
}
