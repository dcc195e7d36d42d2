import type { Node, Parent } from 'unist'

/**
 * The syntax tree of one configuration file, as unist nodes.
 *
 * It is flat, as the files are: one node a line. Every node keeps the text that it was read from,
 * cut into pieces, so that printing the tree gives the same text back. Which line belongs to which
 * Match block is not syntax: the dialect decides it.
 */
export interface Root extends Parent {
  type: 'root'
  children: Line[]
}

/** One line of the file (where a NUL byte glues lines together, as sshd reads them: one logical line). */
export type Line = Directive | Match | Comment | Blank

/** A keyword with its arguments. */
export interface Directive extends Parent {
  type: 'directive'
  /** The keyword as the daemon reads it: without quotes, in the case it was written in. */
  keyword: string
  children: Argument[]
  raw: LineText
  /** Why the daemon cannot, or does not, read this line; absent when it does. */
  fault?: Fault
}

/** A Match line of sshd_config; its arguments are the criteria. */
export interface Match extends Omit<Directive, 'type'> {
  type: 'match'
}

/** One argument: `value` is what the daemon sees, `raw` is how it was written. */
export interface Argument extends Node {
  type: 'argument'
  value: string
  raw: { before: string; text: string }
}

/** A line that the daemon skips because of its first character. `value` is the text from the `#` on, without the line ending. */
export interface Comment extends Node {
  type: 'comment'
  value: string
  raw: { before: string; after: string }
}

/** A line of white space. `value` is the whole of it, with its line ending. */
export interface Blank extends Node {
  type: 'blank'
  value: string
}

/**
 * The text of a directive line around its arguments: printing is
 * `before + keyword + (before + text of each argument) + after`. `after` holds trailing blanks,
 * a trailing comment and the line ending.
 */
export interface LineText {
  before: string
  keyword: string
  after: string
}

/** A line that the lexer of the daemon stumbles over. */
export interface Fault {
  /** What is wrong, in the daemon's words where it has any. */
  reason: string
  /** `refused`: the daemon does not start. `ignored`: it skips the line without a word. */
  outcome: 'refused' | 'ignored'
}
