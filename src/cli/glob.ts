/**
 * Whether a path fits a pattern: `*` and `?` within a name, `**` over directories, `{a,b}` and `[a-z]` as in the shell. A
 * pattern without `/` is about the name alone, wherever the file is.
 * @param path relative to the directory that the pattern speaks of, with `/`
 */
export function fitsGlob(path: string, pattern: string): boolean {
  const bare = pattern.replace(/^\.\//, '')
  const anywhere = bare.includes('/') ? bare : `**/${bare}`
  return expression(anywhere.replace(/^\//, '')).test(path)
}

const known = new Map<string, RegExp>()

function expression(pattern: string): RegExp {
  const compiled = known.get(pattern) ?? new RegExp(`^${translated(pattern)}$`, 's')
  known.set(pattern, compiled)
  return compiled
}

/** What each piece of a pattern means; whatever else there is stands for itself. */
const PIECE = /\*\*\/|\/\*\*$|\*+|\?|\[(!?)([^\]/]+)\]|\{([^{}]*)\}|[^*?[{]|[[{]/g

function translated(pattern: string): string {
  return pattern.replace(PIECE, (piece, negation?: string, letters?: string, words?: string) => {
    if (piece === '**/') return '(?:.*/)?'
    if (piece === '/**') return '(?:/.*)?'
    if (piece.startsWith('*')) return '[^/]*'
    if (piece === '?') return '[^/]'
    if (letters !== undefined)
      return `[${negation === '!' ? '^' : ''}${letters.replaceAll(/[\\^]/g, '\\$&')}]`
    if (words !== undefined) return `(?:${words.split(',').map(translated).join('|')})`
    return piece.replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
  })
}
