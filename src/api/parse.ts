import type { DialectName } from '../dialects/dialect.ts'
import type { Root } from '../syntax/nodes.ts'
import { printRoot } from '../syntax/print.ts'
import { parsePureFtpd } from '../syntax/pure-ftpd.ts'
import { parseSshd } from '../syntax/sshd.ts'
import { DIALECTS, detectDialect } from './dialects.ts'
import { ConflintError, demandOneOf } from './error.ts'
import { versionFor } from './versions.ts'

export interface ParseOptions {
  dialect?: DialectName
  /** The OpenSSH version whose lexer reads: quoting and comments changed over time. */
  openssh?: string
}

/** The syntax tree (unist) of one file. Never throws on any content; lines that the daemon stumbles over say why. */
export function parse(text: string, options: ParseOptions = {}): Root {
  demandOneOf('dialect', options.dialect, Object.keys(DIALECTS))
  const dialect = options.dialect ?? detectDialect('', text)?.name
  if (dialect === undefined)
    throw new ConflintError('the text does not tell whether it is for sshd or for pure-ftpd; say dialect')
  if (dialect === 'pure-ftpd') return parsePureFtpd(text)
  const { openssh } = options
  versionFor(dialect, options)
  return parseSshd(text, openssh === undefined ? {} : { openssh })
}

/** The text of a tree, byte for byte as it was read. */
export const print: (root: Root) => string = printRoot
