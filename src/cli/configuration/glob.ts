/**
 * Whether a path fits a pattern: `*` and `?` within a name, `**` over directories, `{a,b}` and `[a-z]` as in the shell. A
 * pattern without `/` is about the name alone, wherever the file is. Takes time by the lengths of both, whatever they hold:
 * the pattern may come from somebody else's repository.
 * @param path relative to the directory that the pattern speaks of, with `/`
 */
export function fitsGlob(path: string, pattern: string): boolean {
  const bare = pattern.replace(/^\.\//, '')
  const anywhere = bare.includes('/') ? bare : `**/${bare}`
  const start = new Set([0])
  return ends(piecesOf(anywhere.replace(/^\//, '')), path, start).has(path.length)
}

/** Where what a piece stands for may end in a path, if it begins at one of some places. */
type Piece = (path: string, starts: ReadonlySet<number>) => ReadonlySet<number>

function ends(pieces: readonly Piece[], path: string, starts: ReadonlySet<number>): ReadonlySet<number> {
  let reached = starts
  for (const piece of pieces) {
    if (reached.size === 0) break
    reached = piece(path, reached)
  }
  return reached
}

const known = new Map<string, readonly Piece[]>()

/** What each piece of a pattern is; whatever else there is stands for itself. The end of a set is not looked for very far. */
const PIECE = /\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]/]{1,500}\]|\{[^{}]*\}|[^*?[{]|[[{]/gs

function piecesOf(pattern: string): readonly Piece[] {
  const pieces = known.get(pattern) ?? (pattern.match(PIECE) ?? []).map(pieceFor)
  known.set(pattern, pieces)
  return pieces
}

function pieceFor(text: string): Piece {
  if (text === '**/') return directoriesAbove
  if (text === '/**') return everythingBelow
  if (text.startsWith('*')) return withinName
  if (text === '?') return one((character) => character !== '/')
  if (text.length > 1 && text.startsWith('[')) return one(setOf(text.slice(1, -1)))
  if (text.length > 1 && text.startsWith('{')) return oneOf(text.slice(1, -1).split(',').map(piecesOf))
  return one((character) => character === text)
}

const withinName: Piece = (path, starts) => {
  const reached = new Set(starts)
  for (let at = Math.min(...starts); at < path.length; at++)
    if (reached.has(at) && path[at] !== '/') reached.add(at + 1)
  return reached
}

/** Any number of directories, or none. */
const directoriesAbove: Piece = (path, starts) => {
  const reached = new Set(starts)
  for (let at = Math.min(...starts); at < path.length; at++) if (path[at] === '/') reached.add(at + 1)
  return reached
}

/** The directory itself, or what is below it. */
const everythingBelow: Piece = (path, starts) =>
  [...starts].some((at) => path[at] === '/') ? new Set([...starts, path.length]) : starts

function one(fits: (character: string) => boolean): Piece {
  return (path, starts) =>
    new Set([...starts].filter((at) => at < path.length && fits(path[at] ?? '')).map((at) => at + 1))
}

function oneOf(alternatives: readonly (readonly Piece[])[]): Piece {
  return (path, starts) => new Set(alternatives.flatMap((pieces) => [...ends(pieces, path, starts)]))
}

/** The characters of a set such as `a-z_`, or with `!` all others. */
function setOf(text: string): (character: string) => boolean {
  const negated = text.startsWith('!')
  const listed = [...(negated ? text.slice(1) : text).matchAll(/(.)-(.)|./gs)].map(
    ([whole, from = whole, to = whole]) => ({ from, to }),
  )
  return (character) => listed.some(({ from, to }) => from <= character && character <= to) !== negated
}
