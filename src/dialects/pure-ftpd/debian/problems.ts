import type { Directive } from '../../../syntax/nodes.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import type { Place, Problem, Source } from '../../dialect.ts'
import type { DirectiveRow, WrapperCheck } from '../directives.ts'
import { nearestDirective } from '../hints.ts'

/** Where to point at for a whole file: its first setting, or its beginning. */
export function placeOfFile(source: Source): Place {
  const node = source.root.children.find((line): line is Directive => line.type === 'directive')
  return { source, node: node ?? { position: source.root.position } }
}

/** A directory or file that the wrapper needs and cannot read. */
export function unreadable(path: string, words: string): Problem {
  return {
    rule: 'pure-ftpd/unreadable-file',
    ...placeOfFile({ path, text: '', root: parsePureFtpd('') }),
    message: `pure-ftpd-wrapper cannot read ${path}, so the server does not start.`,
    daemon: words,
    refused: true,
  }
}

/** A file whose name is no directive of the wrapper. */
export function unknownFile(place: Place, path: string, name: string): Problem {
  const near = nearestDirective(name)
  const hint = near && near !== name ? `; did you mean ${near}?` : '; rename it, or take it away.'
  return {
    rule: 'pure-ftpd/unknown-directive',
    ...place,
    message: `pure-ftpd-wrapper knows no directive ${name}, so the server does not start${hint}`,
    daemon: `Invalid configuration file ${path}: No corresponding directive`,
    refused: true,
  }
}

const WANTED: Readonly<Record<WrapperCheck, string>> = {
  'yes-no': 'yes or no (also on, off, 1, 0; not true or false)',
  number: 'one number of decimal digits',
  'two-numbers': 'two numbers with a blank between them',
  'two-numbers-unlimited': 'two numbers, -1 or more, with a blank between them',
  'one-or-two-numbers': 'one number, or two with a blank or a colon between them',
  umask: 'two octal numbers of three digits with a blank between them',
  text: 'one word without blanks',
  word: 'one word of letters, digits and _',
  ip: 'an IPv4 address',
  file: 'the path of an existing file',
  socket: 'the path of an existing socket',
}

/** A line that the wrapper refuses. */
export function wrapperRefusal(
  place: Place,
  row: DirectiveRow | undefined,
  path: string,
  words: string,
): Problem {
  const wanted = WANTED[row?.wrapper ?? 'yes-no']
  const name = row?.name ?? path
  const value = 'children' in place.node ? (place.node.children[0]?.value ?? '') : ''
  const comment = /\s#/.test(value) ? ', and no comment behind it' : ''
  return {
    rule: 'pure-ftpd/invalid-value',
    ...place,
    message: `pure-ftpd-wrapper wants ${wanted} for ${name}${comment}, not "${value}"; the server does not start.`,
    daemon: `Invalid configuration file ${path}: ${words}`,
    refused: true,
  }
}

/** A line behind the one that counts. */
export function unreadLine(place: Place, name: string): Problem {
  return {
    rule: 'pure-ftpd/unread-by-wrapper',
    ...place,
    message: `pure-ftpd-wrapper takes one value for ${name} and reads nothing behind it; take this line out.`,
    refused: false,
  }
}
