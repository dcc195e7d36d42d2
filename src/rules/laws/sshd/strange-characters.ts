import type { Problem } from '../../../dialects/dialect.ts'
import { BYTE_ORDER_MARK } from '../../../syntax/bytes.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isRawLine, type KeywordLine, keywordLines, refusedLines, said } from './lines.ts'

/** Characters that word processors, web pages and chat programs put in the place of others, and what they look like. */
const LOOKALIKES: readonly (readonly [characters: RegExp, name: string, meant: string])[] = [
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/u, 'a no-break or wide blank', 'an ordinary blank'],
  [/[\u200B-\u200D\u2060\uFEFF\u00AD]/u, 'an invisible character', 'nothing'],
  [/[\u2028\u2029\u0085]/u, 'a line separator', 'a line feed'],
  [/[\u201C-\u201F\u00AB\u00BB\u0093\u0094]/u, 'a typographic quotation mark', 'a plain one'],
  [/[\u2018-\u201B\u0091\u0092\u00B4]/u, 'a typographic apostrophe', 'a plain one'],
  [/[\u2010-\u2015\u2212\u0096\u0097]/u, 'a typographic dash', 'a hyphen'],
  [/[\v\f]/u, 'a vertical tab or form feed', 'a blank or a line feed'],
]

/** Letters of other alphabets that look like Latin ones; only in keywords, where no others belong. */
const FOREIGN_LETTER = /[\u0370-\u052F\uFF01-\uFF5E]/u

/** Characters that look like what sshd reads, and are not. Comments are left alone. */
export const strangeCharacters: LawOfTheFile = (config) => {
  const refused = refusedLines(config)
  return keywordLines(config).flatMap(({ source, node }): Problem[] => {
    const found = strangeIn(node)
    if (!found) return []
    // An unknown keyword with something strange behind it stays unknown without that.
    if (refused.get(node) === 'sshd/unknown-keyword' && !node.raw.keyword.includes(found[0])) return []
    const [character, name, meant] = found
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    return [
      {
        source,
        node,
        rule: 'sshd/strange-character',
        ...said(
          `This line holds ${name} (${code}), which sshd takes as an ordinary character; write ${meant} instead.`,
          refused.has(node),
        ),
      },
    ]
  })
}

function strangeIn(node: KeywordLine): readonly [character: string, name: string, meant: string] | undefined {
  // A byte order mark at the beginning of a file is file damage.
  const keyword = node.raw.keyword.replace(BYTE_ORDER_MARK, '')
  const values = isRawLine(node) ? [] : node.children.map(({ raw }) => raw.before + raw.text)
  const text = node.raw.before.replace(/[\s\uFEFF]/gu, '') + keyword + values.join('')
  for (const [characters, name, meant] of LOOKALIKES) {
    const [character] = characters.exec(text) ?? []
    if (character !== undefined) return [character, name, meant]
  }
  const [letter] = FOREIGN_LETTER.exec(keyword) ?? []
  return letter === undefined
    ? undefined
    : [letter, 'a letter that only looks like a Latin one', 'the Latin letter']
}
