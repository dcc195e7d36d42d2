import { type VirtualAccount, virtualAccount } from './record.ts'

/** The text that `pure-pw` edits and `pure-pw mkdb` makes the database of. */
export interface PasswdText {
  accounts: readonly VirtualAccount[]
  /** Lines that mkdb leaves out: no colon, or nothing behind it. */
  skipped: readonly { line: number; text: string }[]
}

/** Reads `pureftpd.passwd`. mkdb checks nothing: it stores every line that has a colon and something behind it. */
export function readPasswdText(text: string): PasswdText {
  const accounts: VirtualAccount[] = []
  const skipped: { line: number; text: string }[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const nul = raw.indexOf('\0')
    const line = (nul === -1 ? raw : raw.slice(0, nul)).replace(/\r+$/, '')
    if (line === '' || line.startsWith('#')) continue
    const colon = line.indexOf(':')
    if (colon === -1 || colon === line.length - 1) skipped.push({ line: index + 1, text: line })
    else accounts.push(virtualAccount(line.slice(0, colon), line.slice(colon + 1), index + 1))
  }
  return { accounts, skipped }
}
