/**
 * A set of small whole numbers, thirty of them in a word (what engines keep as a small integer; plain
 * arrays are far cheaper to make than typed ones). Sets that meet in one operation have the same length.
 */
export type BitSet = readonly number[]

const wordBits = 30

/** The empty set, with room for the numbers below `size`. */
export function emptySet(size: number): BitSet {
  return words(Math.ceil(size / wordBits))
}

/** The set of the given numbers, with room for the numbers below `size`. */
export function setOf(size: number, members: Iterable<number>): BitSet {
  const set = words(Math.ceil(size / wordBits))
  for (const member of members) {
    const word = Math.floor(member / wordBits)
    set[word] = (set[word] ?? 0) | (1 << (member % wordBits))
  }
  return set
}

function words(length: number): number[] {
  const set: number[] = []
  for (let i = 0; i < length; i++) set.push(0)
  return set
}

export function has(set: BitSet, member: number): boolean {
  return ((set[Math.floor(member / wordBits)] ?? 0) & (1 << (member % wordBits))) !== 0
}

export function intersection(a: BitSet, b: BitSet): BitSet {
  const result: number[] = []
  for (let i = 0; i < a.length; i++) result.push((a[i] ?? 0) & (b[i] ?? 0))
  return result
}

export function union(a: BitSet, b: BitSet): BitSet {
  const result: number[] = []
  for (let i = 0; i < a.length; i++) result.push((a[i] ?? 0) | (b[i] ?? 0))
  return result
}

/** The union of some sets, at least one. */
export function unionOf([first = [], ...others]: readonly BitSet[]): BitSet {
  const result = [...first]
  for (const set of others) for (let i = 0; i < set.length; i++) result[i] = (result[i] ?? 0) | (set[i] ?? 0)
  return result
}

/** The intersection of some sets, at least one. */
export function intersectionOf([first = [], ...others]: readonly BitSet[]): BitSet {
  const result = [...first]
  for (const set of others) for (let i = 0; i < set.length; i++) result[i] = (result[i] ?? 0) & (set[i] ?? 0)
  return result
}

export function difference(a: BitSet, b: BitSet): BitSet {
  const result: number[] = []
  for (let i = 0; i < a.length; i++) result.push((a[i] ?? 0) & ~(b[i] ?? 0))
  return result
}

export function isEmpty(set: BitSet): boolean {
  for (let i = 0; i < set.length; i++) if (set[i] !== 0) return false
  return true
}

export function intersects(a: BitSet, b: BitSet): boolean {
  for (let i = 0; i < a.length; i++) if (((a[i] ?? 0) & (b[i] ?? 0)) !== 0) return true
  return false
}

/** True where every member of `a` is one of `b`. */
export function isSubset(a: BitSet, b: BitSet): boolean {
  for (let i = 0; i < a.length; i++) if (((a[i] ?? 0) & ~(b[i] ?? 0)) !== 0) return false
  return true
}

/** The members that are smaller than `bound`. */
export function before(set: BitSet, bound: number): BitSet {
  const last = Math.floor(bound / wordBits)
  const result: number[] = []
  for (let i = 0; i < set.length; i++) {
    const mask = i < last ? -1 : i > last ? 0 : (1 << (bound % wordBits)) - 1
    result.push((set[i] ?? 0) & mask)
  }
  return result
}

/** The set with one member more. */
export function withMember(set: BitSet, member: number): BitSet {
  const result = set.slice()
  const word = Math.floor(member / wordBits)
  result[word] = (result[word] ?? 0) | (1 << (member % wordBits))
  return result
}

/** The set with one member less. */
export function withoutMember(set: BitSet, member: number): BitSet {
  const result = set.slice()
  const word = Math.floor(member / wordBits)
  result[word] = (result[word] ?? 0) & ~(1 << (member % wordBits))
  return result
}

/** The members in ascending order. */
export function members(set: BitSet): number[] {
  const result: number[] = []
  for (let i = 0; i < set.length; i++) {
    let word = set[i] ?? 0
    while (word !== 0) {
      const low = word & -word
      result.push(i * wordBits + (31 - Math.clz32(low)))
      word ^= low
    }
  }
  return result
}

export function count(set: BitSet): number {
  let result = 0
  for (let i = 0; i < set.length; i++) for (let word = set[i] ?? 0; word !== 0; word &= word - 1) result++
  return result
}

/** A text that equal sets of the same length share and different ones do not. */
export function keyOf(set: BitSet): string {
  let key = ''
  for (let i = 0; i < set.length; i++) {
    const word = set[i] ?? 0
    key += String.fromCharCode(word & 0x7fff, word >>> 15)
  }
  return key
}
