/** Deeper than this nobody nests, and what walks over it runs out of room. */
const DEEPEST = 500

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((character) =>
  character.charCodeAt(0),
)

/**
 * Reads JSON, with or without a byte order mark.
 * @throws SyntaxError where it is none, or nested too deeply
 */
export function parseJson(text: string): unknown {
  if (isDeep(text)) throw new SyntaxError('nested too deeply')
  return JSON.parse(text.replace(/^\uFEFF/, ''))
}

/** Whether brackets and braces of JSON, or of YAML, are nested deeper than anybody nests them. */
export function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth++
      if (depth > DEEPEST) return true
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--
  }
  return false
}
