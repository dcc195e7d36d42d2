import { type FormatName, formats, isFormatName } from '../../report/formats.ts'
import { didYouMean } from '../../syntax/suggest.ts'
import { usageFailure } from '../failure.ts'

/** A report to write: to a file, or to standard output. */
export interface Destination {
  format: FormatName
  file?: string
}

/** What `--format NAME[=FILE]`, repeated, asks for; the text on standard output where it asks for nothing. */
export function destinations(asked: readonly string[]): Destination[] {
  if (asked.length === 0) return [{ format: 'text' }]
  const targets = asked.map((value): Destination => {
    const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? []
    if (!isFormatName(name)) {
      const known = Object.keys(formats)
      throw usageFailure(`--format is one of ${known.join(', ')}, not "${name}"${didYouMean(name, known)}`)
    }
    if (file === '') throw usageFailure(`--format ${value} names no file after the =`)
    return file === undefined ? { format: name } : { format: name, file }
  })
  if (targets.filter(({ file }) => file === undefined).length > 1) {
    throw usageFailure(
      'only one report can go to standard output; give the others a file, as in --format sarif=FILE',
    )
  }
  return targets
}
