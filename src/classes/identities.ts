import type { PatternList } from '../dialects/dialect.ts'
import { type Account, type Host, UNKNOWN } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Effort } from './effort.ts'
import { type Membership, type MembershipNeeds, Memberships } from './memberships.ts'
import { Requirements } from './requirements.ts'
import { textVariants } from './texts.ts'

/** What guards ask of a user: User criteria by number, and what they ask of the membership. */
export interface IdentityNeeds extends MembershipNeeds {
  users: readonly number[]
}

/** A user of whom all is known that a guard can ask. */
export interface KnownIdentity {
  user: string
  membership: Membership
  /** The guards that have all they ask of a user. */
  met: Bits.BitSet
}

/** A user whose membership nobody told. */
export interface OpenIdentity {
  user: string
  /** False where the user certainly exists. */
  mayBeInvalid: boolean
  /** The guards that have all they ask of the name. */
  met: Bits.BitSet
}

/** An account, the guards that have all they ask of it, and those that perhaps have it: more where nobody told its groups. */
export interface KnownAccount {
  account: Account
  surely: Bits.BitSet
  perhaps: Bits.BitSet
}

/** A user with the memberships that are possible: guards ask for both at once. */
export interface Identities {
  readonly known: readonly KnownIdentity[]
  readonly open: readonly OpenIdentity[]
  readonly memberships: Memberships
  /** Every account of the host with what it meets; undefined where the host does not know all. */
  readonly accounts: readonly KnownAccount[] | undefined
  /** Guards that ask for anything. */
  readonly asking: Bits.BitSet
  readonly complete: boolean
}

/** Names for users of whom nothing is asked. */
const suggestions = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'user1', 'user2', 'user3']

/** All users that the guards can tell apart. `needs`: by the number of the guard. */
export function identities(
  userCriteria: readonly PatternList[],
  groupCriteria: readonly PatternList[],
  needs: readonly IdentityNeeds[],
  host: Host,
  effort: () => Effort,
): Identities {
  const memberships = new Memberships(groupCriteria, needs, effort())
  const requirements = new Requirements(needs.map(({ users }) => users))
  const avoid = (name: string) => host.account(name) !== UNKNOWN
  const accounts = host.accounts()
  const isAccount = new Set(accounts === UNKNOWN ? [] : accounts.map(({ name }) => name))
  const options = {
    suggestions,
    empty: false,
    lowerCase: false,
    avoid: accounts === UNKNOWN ? avoid : (name: string) => isAccount.has(name),
  }
  const names = textVariants(userCriteria, options, effort())
  const known: KnownIdentity[] = []
  const open: OpenIdentity[] = []
  const metByAccount = (account: Account): KnownAccount => {
    const { name: user, groups } = account
    const byName = requirements.metBy(names.holdsFor(user))
    const membership = { groups: groups === UNKNOWN ? [] : groups }
    const met = Bits.intersection(byName, memberships.metBy(membership))
    const perhaps = groups === UNKNOWN ? Bits.intersection(byName, memberships.metByExisting) : met
    // Groups that nobody told make a difference only where a guard asks for them.
    if (Bits.isSubset(perhaps, met)) known.push({ user, membership, met })
    else open.push({ user, mayBeInvalid: false, met: byName })
    return { account, surely: met, perhaps }
  }
  const all = accounts === UNKNOWN ? undefined : [...accounts].sort(peopleFirst).map(metByAccount)
  for (const { holds, value } of names.list) {
    if (isAccount.has(value)) continue
    const met = requirements.metBy(holds)
    const account = all ? 'missing' : host.account(value)
    if (account === UNKNOWN) open.push({ user: value, mayBeInvalid: true, met })
    else if (account !== 'missing') metByAccount(account)
    else {
      const membership = { invalid: true as const }
      known.push({ user: value, membership, met: Bits.intersection(met, memberships.metBy(membership)) })
    }
  }
  return {
    known: distinct(known),
    open: distinct(open),
    memberships,
    accounts: all,
    asking: Bits.union(requirements.asking, memberships.asking),
    complete: names.complete && memberships.complete,
  }
}

/** Ordinary users are the better examples. */
function peopleFirst(a: Account, b: Account): number {
  return Number(isPerson(b)) - Number(isPerson(a)) || a.uid - b.uid
}

function isPerson({ uid }: Account): boolean {
  return uid >= 1000 && uid < 60_000
}

/** The first of those that no guard tells apart; those that meet the fewest guards first. */
function distinct<Identity extends KnownIdentity | OpenIdentity>(
  identities: readonly Identity[],
): Identity[] {
  const found = new Map<string, Identity>()
  for (const identity of identities) {
    const key = Bits.keyOf(identity.met) + ('mayBeInvalid' in identity ? identity.mayBeInvalid : '')
    if (!found.has(key)) found.set(key, identity)
  }
  return [...found.values()].sort((a, b) => Bits.count(a.met) - Bits.count(b.met))
}
