import type { ReadFailure } from '../../../host/host.ts'
import type { Directive } from '../../../syntax/nodes.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import type { Place, Problem } from '../../dialect.ts'
import { type DirectiveRow, directiveInAnyCase, type Form } from '../directives.ts'
import { hintFor, nearestDirective } from '../hints.ts'
import { atLeast } from '../versions.ts'

/** The configuration file itself cannot be read. */
export function entryFailure(path: string, failure: ReadFailure): Problem {
  const root = parsePureFtpd('')
  return {
    rule: 'pure-ftpd/unreadable-file',
    source: { path, text: '', root },
    node: { position: root.position },
    message: `${path} cannot be read (${failure.reason}); the server does not start without it.`,
    daemon: `Unable to open [${path}]: ${failure.reason}`,
    refused: true,
  }
}

/** An Include whose file the daemon finds and cannot read, or that leads too deep. */
export function includeFailure(words: string, path: string, including: Place | undefined): Problem {
  const message = words.includes('too many levels')
    ? `The Include of ${path} leads more than 16 files deep, most likely because a file includes itself; the server does not start.`
    : `The file ${path} exists and cannot be read, so the server does not start; make it readable or take the Include out.`
  const root = parsePureFtpd('')
  const place = including ?? { source: { path, text: '', root }, node: { position: root.position } }
  return {
    rule: 'pure-ftpd/unreadable-file',
    source: place.source,
    node: place.node,
    message,
    daemon: words,
    refused: true,
  }
}

/** An Include whose file is not there: the daemon skips it without a word. */
export function includeProblem(line: Place, path: string): Problem {
  const quoted = path.startsWith('"') ? ', since the quotes count as part of the name' : ''
  return {
    rule: 'pure-ftpd/include-missing',
    source: line.source,
    node: line.node,
    message: `The server finds no file ${path}${quoted} and goes on without a word; none of its settings apply.`,
    refused: false,
  }
}

/** Where reading was given up. */
export function tooManyLines(place: Place): Problem {
  return {
    rule: 'pure-ftpd/unreadable-file',
    source: place.source,
    node: place.node,
    message: 'The Include lines lead to more than 100,000 lines in all; what follows was not looked at.',
    refused: false,
  }
}

/** A line that the daemon refuses. `what`: it does not know the name, or stumbles over the value. */
export function lineProblem(
  place: Place & { node: Place['node'] },
  keyword: string,
  words: string,
  what: 'name' | 'value' | 'too-long',
  version = '',
): Problem {
  const node = 'keyword' in place.node ? place.node : undefined
  const fault = node?.fault
  const byteOrderMark = fault?.reason.includes('byte order mark')
  const common = { source: place.source, node: place.node, daemon: words, refused: true } as const
  if (what === 'too-long') {
    return {
      ...common,
      rule: 'pure-ftpd/syntax',
      message: `The value of ${keyword} is longer than the 65,535 bytes that an option may have; the server does not start.`,
    }
  }
  if (byteOrderMark) {
    return {
      ...common,
      rule: 'pure-ftpd/syntax',
      message:
        'The file begins with a byte order mark, which the server takes for the name of a setting; it does not start until the mark is removed.',
    }
  }
  if (what === 'name') {
    // A directive of other versions is not misspelled.
    const isMisspelled = !directiveInAnyCase(keyword) && hintFor(keyword).startsWith('did you mean')
    const meant = isMisspelled ? nearestDirective(keyword) : undefined
    const message = unknownMessage(keyword, version)
    return { ...common, rule: 'pure-ftpd/unknown-directive', message, ...(meant !== undefined && { meant }) }
  }
  const row = directiveInAnyCase(keyword)
  const syntax = syntaxMessage(node, keyword)
  if (syntax !== undefined || !row) {
    return {
      ...common,
      rule: 'pure-ftpd/syntax',
      message:
        syntax ?? `The server cannot read this line (${words.replace(/^.*?: /, '')}) and does not start.`,
    }
  }
  return { ...common, rule: 'pure-ftpd/invalid-value', message: valueMessage(row, node) }
}

function unknownMessage(keyword: string, version: string): string {
  const stops = 'and does not start'
  const row = directiveInAnyCase(keyword)
  if (row?.until !== undefined && atLeast(version, row.until)) {
    return `pure-ftpd ${version} does not know ${row.name} any more, which was removed in ${row.until}, ${stops}; take the line out.`
  }
  if (row && !atLeast(version, row.since)) {
    return `pure-ftpd ${version} does not know ${row.name} yet, which came with ${row.since}, ${stops}.`
  }
  if (row?.feature === 'bonjour') {
    return `No build of pure-ftpd accepts Bonjour; the server refuses the line ${stops}.`
  }
  if (row?.feature !== undefined) {
    return `This build of pure-ftpd lacks ${row.name} (it was configured without ${row.feature}) ${stops}.`
  }
  const hint = hintFor(keyword)
  return `The server does not know ${shown(keyword)} ${stops}${hint === '' ? '' : `; ${hint}`}${hint.endsWith('?') ? '' : '.'}`
}

/** What is wrong with the line whatever the directive; `undefined` where it is the value that does not fit. */
function syntaxMessage(
  node: Directive | { fault?: unknown } | undefined,
  keyword: string,
): string | undefined {
  if (!node || !('children' in node)) return undefined
  const value = node.children[0]?.value
  if (node.fault) return `The server cannot read this line and does not start: ${node.fault.reason}.`
  if (value !== undefined && /\s#/.test(value)) {
    return `A comment cannot follow a setting; the server takes ${shown(value.slice(value.indexOf('#')))} for a part of the value of ${keyword} and does not start.`
  }
  return undefined
}

const WANTED: Readonly<Record<Form, string>> = {
  flag: 'yes or no (also on, off, true, false, 1, 0)',
  number: 'one number of decimal digits',
  'two-numbers': 'two numbers with a blank between them',
  'one-or-two-numbers': 'one number, or two with a blank between them',
  'number-pair': 'two numbers with a colon between them and no blanks',
  word: 'one word of letters and digits',
  token: 'one word without blanks',
  'two-words': 'two words, the certificate and the key',
  'rest-of-line': 'printable ASCII characters and blanks',
  include: 'the name of a file',
}

function valueMessage(
  row: DirectiveRow,
  node: { children?: readonly { value: string }[] } | undefined,
): string {
  const value = node?.children?.[0]?.value ?? ''
  return `${row.name} takes ${WANTED[row.form]}, not ${shown(value)}; the server does not start.`
}

function shown(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`
}
