import type { Line, Root } from './nodes.ts'

/** The text of a tree, as it was read. The same for both languages, since every node keeps its own text. */
export function printRoot(root: Root): string {
  return root.children.map(printLine).join('')
}

/** The text of one line, with its line ending. */
export function printLine(line: Line): string {
  switch (line.type) {
    case 'blank':
      return line.value
    case 'comment':
      return line.raw.before + line.value + line.raw.after
    default: {
      const words = line.children.map(({ raw }) => raw.before + raw.text)
      return line.raw.before + line.raw.keyword + words.join('') + line.raw.after
    }
  }
}
