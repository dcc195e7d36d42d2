import { visible } from './visible.ts'

/** Text in the language of HTML: made by `html`, which escapes everything else. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | readonly Html[] | undefined

/** A template of HTML. What is put into it is shown as it is, whatever it holds; only what `html` made is obeyed. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    fixed.reduce((text, piece, index) => `${text}${index === 0 ? '' : inside(parts[index - 1])}${piece}`, ''),
  )
}

function inside(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'number') return String(part)
  return typeof part === 'string' ? escaped(part) : part.map(({ text }) => text).join('')
}

/** Between tags, and in an attribute in quotes. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
