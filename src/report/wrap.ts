import { columns } from './visible.ts'

/** Breaks a paragraph between words into lines of at most `width` columns; a longer word stays whole. */
export function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(/\s+/).filter(Boolean)) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** A wrapped paragraph: the first line after `first`, the others indented as far. */
export function hanging(first: string, paragraph: string, width: number): string[] {
  const indent = ' '.repeat(columns(first))
  const lines = wrap(paragraph, Math.max(width - indent.length, 20))
  return lines.map((line, number) => (number === 0 ? first : indent) + line)
}
