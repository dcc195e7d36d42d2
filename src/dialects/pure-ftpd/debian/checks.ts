import { strtoul } from '../c-numbers.ts'
import type { WrapperCheck } from '../directives.ts'

/** What the wrapper makes of one line: the value of the option (empty: none), or why it dies. */
export type Checked = { value: string } | { invalid: string } | { spliced: string }

/** What a file check found. The wrapper dies where it is not there. */
export type Exists = (path: string, type: 'file' | 'socket') => boolean

/**
 * Checks one line of a file in conf/ as pure-ftpd-wrapper does (its functions parse_…). `line` has no blanks around it.
 * Perl reads bytes here, so that its \s is ASCII only.
 */
export function checkLine(check: WrapperCheck, line: string, exists: Exists): Checked {
  switch (check) {
    case 'yes-no':
      return yesNo(line)
    case 'number':
      return /\D/.test(line) ? invalid(line, 'not a number') : { value: printed(line) }
    case 'two-numbers':
      return pair(line, /^(\d+)[\t-\r ]+(\d+)$/)
    case 'two-numbers-unlimited':
      return unlimitedPair(line)
    case 'one-or-two-numbers':
      return oneOrTwo(line)
    case 'umask': {
      const [, files, directories] = /^([0-7]{3})[\t-\r ]+([0-7]{3})$/.exec(line) ?? []
      return files === undefined
        ? invalid(line, 'not two octal numbers')
        : { value: `${files}:${directories}` }
    }
    case 'text':
      return /[\t-\r ]/.test(line) ? invalid(line, 'contains whitespace') : { value: line }
    case 'word':
      return /^\w+$/.test(line) ? { value: line } : invalid(line, 'contains non-word characters')
    case 'ip':
      return ip(line)
    case 'file':
      return exists(line, 'file') ? { value: line } : { invalid: `"${line}": No such file` }
    case 'socket':
      return exists(line, 'socket') ? { value: line } : { invalid: `"${line}": No such socket` }
  }
}

const YES = ['yes', '1', 'on']
const NO = ['no', '0', 'off']

function yesNo(line: string): Checked {
  const word = line.toLowerCase()
  if (YES.includes(word)) return { value: 'yes' }
  return NO.includes(word) ? { value: '' } : invalid(line, 'not convertible to true or false')
}

function pair(line: string, pattern: RegExp): Checked {
  const [, first, second] = pattern.exec(line) ?? []
  if (first === undefined || second === undefined) return invalid(line, 'not two numbers')
  return { value: `${printed(first)}:${printed(second)}` }
}

function unlimitedPair(line: string): Checked {
  const pattern = /^(-?\d+)[\t-\r ]+(-?\d+)$/
  const tooSmall = pattern
    .exec(line)
    ?.slice(1)
    .some((number) => Number(number) < -1)
  return tooSmall ? invalid(line, 'smaller than unlimited (-1)') : pair(line, pattern)
}

function oneOrTwo(line: string): Checked {
  const [, first, second] = /^(\d+)(?:[\t-\r ]+|:)(\d+)$/.exec(line) ?? []
  if (first !== undefined) return { value: `${first}:${second}` }
  // What follows the colon is not looked at.
  const one = /^:?\d+$/.exec(line)?.[0] ?? /^\d+:/.exec(line)?.[0]
  return one === undefined ? invalid(line, 'not one or two numbers') : { value: one }
}

/** The function of the wrapper fails with a value that counts as true, so its message becomes part of the command line. */
function ip(line: string): Checked {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(line)?.slice(1)
  return parts?.every((part) => Number(part) < 256)
    ? { value: line }
    : { spliced: `"${line}": Invalid IP address` }
}

function invalid(line: string, reason: string): Checked {
  const separator =
    reason.startsWith('not ') || reason.startsWith('contains') || reason.startsWith('smaller') ? ' ' : ': '
  return { invalid: `"${line}"${separator}${reason}` }
}

/** Perl's `%d`: no leading zeros; 64 bits, of which the upper half comes out negative; -1 for what is larger. */
function printed(digits: string): string {
  if (digits.startsWith('-')) return String(-BigInt(digits.slice(1)))
  const exact = BigInt(digits)
  return exact > strtoul(digits, 10).value ? '-1' : String(BigInt.asIntN(64, exact))
}
