/**
 * One way in which a value of an attribute can meet the criteria on that attribute: every connection
 * whose value meets exactly these criteria belongs to the variant.
 */
export interface Variant<Value> {
  /** The criteria that hold, by their number among the criteria on this attribute, ascending. */
  readonly holds: readonly number[]
  /** A value of the variant, the most readable one that was found. */
  readonly value: Value
}

/** All variants of an attribute. */
export interface Variants<Value> {
  readonly list: readonly Variant<Value>[]
  /** False where the search was bounded and variants may be missing. */
  readonly complete: boolean
}
