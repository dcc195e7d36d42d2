import type { Argument, Directive, Match } from '../syntax/nodes.ts'
import { parseSshd } from '../syntax/sshd.ts'

/** Stands between two arguments; no argument of a line holds a line feed. */
const BOUNDARY = '\n'

/**
 * The arguments of a line of sshd_config with a text replaced, where a blank in that text, or in the one that takes its
 * place, is what stands between two arguments: written so that the release reads exactly those.
 * Undefined where nothing changes, or that release cannot be told; a line with an empty argument is left to people.
 */
export function argumentsReplaced(
  { keyword, children, raw }: Directive | Match,
  from: string,
  to: string,
  version: string,
): string | undefined {
  const read = (text: string) => argumentsOf(`${keyword} ${text}`, version)
  // The rest of the line as one argument has its blanks within.
  const between = (text: string) => (read('a b').length > 1 ? text.replaceAll(' ', BOUNDARY) : text)
  const before = withoutEnd(children)
  const values = before
    .join(BOUNDARY)
    .replaceAll(between(from), () => between(to))
    .split(BOUNDARY)
    .filter((value) => value !== '')
  if (isSame(values, before) || before.includes('')) return undefined
  const written = new Map(children.map((argument) => [argument.value, argument.raw.text]))
  const words = values.map((value) =>
    [...(written.has(value) ? [written.get(value) ?? ''] : []), value, `"${value}"`, escaped(value)].find(
      (text) => isSame(read(text), [value]),
    ),
  )
  const text = words.join(' ')
  return !words.includes(undefined) && isSame(read(text + raw.after), values) ? text : undefined
}

/** As argv_split of OpenSSH 8.7 and later takes any text. */
function escaped(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

function argumentsOf(line: string, version: string): readonly string[] {
  const [node] = parseSshd(line, { openssh: version }).children
  return node && 'children' in node && !node.fault ? withoutEnd(node.children) : []
}

/** Up to 8.6 an empty argument is what stands behind a quotation mark at the end of a line. */
function withoutEnd(all: readonly Argument[]): readonly string[] {
  const values = all.map(({ value }) => value)
  return values.slice(0, values.findLastIndex((value) => value !== '') + 1)
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index])
}
