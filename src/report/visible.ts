import { withoutHashes } from '../host/hashes.ts'

/**
 * Control characters, and those that change the direction of writing or show nothing: a configuration
 * must not be able to write to the terminal of the person who reads the report.
 */
const hidden = () => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Nothing but what every terminal shows; most text is like this, and expressions with tables of Unicode take long to make. */
const PLAIN = /^[ -~]*$/

/** Text on one line, with everything that a terminal would obey instead of show written as an escape, and without password hashes. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return withoutHashes(text)
  return withoutHashes(text).replace(hidden(), (character) => {
    const code = character.codePointAt(0) ?? 0
    if (character === '\t') return '\\t'
    if (character === '\n') return '\\n'
    if (character === '\r') return '\\r'
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })
}

/** The same for a line of a source, where tabs indent. */
export function visibleLine(line: string): string {
  return visible(line.replaceAll('\t', '    '))
}

const wide = () =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u
const combining = () => /\p{M}/u

/** How many columns of a terminal the text takes. */
export function columns(text: string): number {
  if (PLAIN.test(text)) return text.length
  const [takesTwo, takesNone] = [wide(), combining()]
  let total = 0
  for (const character of text) total += takesTwo.test(character) ? 2 : takesNone.test(character) ? 0 : 1
  return total
}
