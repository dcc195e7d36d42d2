import { Ansis } from 'ansis'
import type { Style } from './report.ts'
import { visible } from './visible.ts'
import { hanging, wrap } from './wrap.ts'

/** Markdown for a terminal: wrapped, with code left as it is. Knows what rule pages are made of. */
export function markdownForTerminal(markdown: string, { width, colour }: Style): string {
  const ansi = new Ansis(colour ? 1 : 0)
  const lines: string[] = []
  let paragraph: string[] = []
  let fenced: string | undefined
  const flush = () => {
    const [first = ''] = paragraph
    const [, marker = '', text = ''] = /^(\s*(?:[-*] |\d+\. )?)(.*)$/s.exec(first) ?? []
    lines.push(...hanging(marker, visibleWords([text, ...paragraph.slice(1)]), width))
    paragraph = []
  }
  for (const line of markdown.replace(/<!--.*?-->\n*/gs, '').split('\n')) {
    const fence = /^(\s*)```/.exec(line)
    if (fenced !== undefined) {
      if (fence) fenced = undefined
      else lines.push(visible(`    ${line}`.trimEnd()))
    } else if (fence) {
      flush()
      fenced = fence[1] ?? ''
    } else if (/^#+ /.test(line)) {
      flush()
      lines.push(ansi.bold(visible(line.replace(/^#+ /, ''))))
    } else if (line.startsWith('|')) {
      flush()
      lines.push(...tableRow(line, width))
    } else if (line.trim() === '') {
      flush()
      if (lines.at(-1) !== '') lines.push('')
    } else if (/^\s*([-*] |\d+\. )/.test(line)) {
      flush()
      paragraph = [line]
    } else {
      paragraph.push(line)
    }
  }
  flush()
  return `${lines.join('\n').trim()}\n`
}

function visibleWords(lines: readonly string[]): string {
  const text = lines.map((line) => line.trim()).join(' ')
  return visible(text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')).replaceAll('**', '')
}

/** The cells of a row; rules between rows and empty headers are for machines. */
function tableRow(line: string, width: number): string[] {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
  if (cells.every((cell) => /^-*$/.test(cell))) return []
  const [name = '', ...rest] = cells
  return rest.length === 1
    ? hanging(`${name}: `, visible(rest.join('')), width)
    : wrap(visible(cells.join('  ')), width)
}
