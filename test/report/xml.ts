/** An XML element as a strict reader sees it. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const NAME = /[A-Za-z_:][\w:.-]*/y
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)="([^"<]*)"/y
/** What XML 1.0 allows in a document. */
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Reads an XML document as strictly as the specification asks; throws where it is not well-formed. */
export function parseXml(text: string): Element {
  if (!ALLOWED.test(text)) throw new Error('a character that XML cannot hold')
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!text.startsWith(declaration)) throw new Error('no declaration')
  let at = declaration.length
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match ?? undefined
  }
  const expectText = (wanted: string) => {
    if (!text.startsWith(wanted, at)) throw new Error(`expected ${wanted} at ${text.slice(at, at + 40)}`)
    at += wanted.length
  }
  const element = (): Element => {
    expectText('<')
    const name = take(NAME)?.[0] ?? ''
    if (name === '') throw new Error('an element without a name')
    const attributes: Record<string, string> = {}
    for (let found = take(ATTRIBUTE); found; found = take(ATTRIBUTE)) {
      const [, key = '', value = ''] = found
      if (Object.hasOwn(attributes, key)) throw new Error(`${key} twice`)
      attributes[key] = decoded(value)
    }
    if (text.startsWith('/>', at)) {
      at += 2
      return { name, attributes, children: [], text: '' }
    }
    expectText('>')
    const children: Element[] = []
    let content = ''
    while (!text.startsWith('</', at)) {
      if (at >= text.length) throw new Error(`${name} is not closed`)
      if (text[at] === '<') children.push(element())
      else content += decoded(take(/[^<]+/y)?.[0] ?? '')
    }
    expectText(`</${name}>`)
    return { name, attributes, children, text: content }
  }
  const root = element()
  expectText('\n')
  if (at !== text.length) throw new Error('something follows the root')
  return root
}

function decoded(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)) throw new Error(`a bare & in ${text}`)
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
