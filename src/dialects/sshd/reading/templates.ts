import type { Line, Root } from '../../../syntax/nodes.ts'
import { printLine } from '../../../syntax/print.ts'

const OPENING = ['{{', '{%', '{#', '<%'] as const
const CLOSING = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' } as const

/** What a template leaves open in a line: all of it, some of its arguments, or nothing. */
export type TemplateUse = 'control' | 'value' | 'none'

/** True where a text holds a marker of Jinja, ERB, Go templates or the shell. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|\{#|<%/.test(text)
}

/** A shell variable: sshd takes it as it stands, but nobody means that. */
export function hasShellVariable(text: string): boolean {
  return /\$\{\w+/.test(text)
}

/** For each line of a file what templates make of it; `undefined` for a file without templates. */
export function templateUses(root: Root, source: string): readonly TemplateUse[] | undefined {
  if (!isTemplated(source)) return undefined
  let closing: string | undefined
  return root.children.map((line) => {
    const text = printLine(line)
    if (closing !== undefined) {
      if (text.includes(closing)) closing = undefined
      return 'control'
    }
    closing = leftOpen(text)
    return use(line, text)
  })
}

/** The marker that closes what a line leaves open. */
function leftOpen(text: string): string | undefined {
  let last: { at: number; closing: string } | undefined
  for (const opening of OPENING) {
    const at = text.lastIndexOf(opening)
    if (at !== -1 && (!last || at > last.at)) last = { at, closing: CLOSING[opening] }
  }
  return last && !text.includes(last.closing, last.at) ? last.closing : undefined
}

function use(line: Line, text: string): TemplateUse {
  if (line.type !== 'directive' && line.type !== 'match') return 'none'
  if (isTemplated(line.raw.before + line.raw.keyword)) return 'control'
  return isTemplated(text) ? 'value' : 'none'
}
