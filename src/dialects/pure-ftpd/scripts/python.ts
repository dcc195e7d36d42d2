import { type DirectiveName, directive } from '../directives.ts'
import type { ScriptMatch } from './script-match.ts'

const SPACE = '[ \\t\\n\\r\\f\\v]'
const YES = `${SPACE}+yes`
const WORD = `${SPACE}+([^ \\t\\n\\r\\f\\v]+)`
const NUMBER = `${SPACE}+([0-9]+)`
const RATES = `${SPACE}+([:0-9]+)`
const TWO = `${SPACE}+([0-9]+)${SPACE}+([0-9]+)`
const PAIR = `${SPACE}+([0-9]+):([0-9]+)`
const DIGIT = `${SPACE}+([0-9])`

/** All patterns of pure-config.py, in its order: each that matches gives an option. */
const table: readonly (readonly [DirectiveName, string])[] = [
  ['IPV4Only', YES],
  ['IPV6Only', YES],
  ['FileSystemCharset', WORD],
  ['ClientCharset', WORD],
  ['ChrootEveryone', YES],
  ['TrustedGID', NUMBER],
  ['BrokenClientsCompatibility', YES],
  ['MaxClientsNumber', NUMBER],
  ['Daemonize', YES],
  ['MaxClientsPerIP', NUMBER],
  ['VerboseLog', YES],
  ['DisplayDotFiles', YES],
  ['AnonymousOnly', YES],
  ['MaxDiskUsage', NUMBER],
  ['NoAnonymous', YES],
  ['SyslogFacility', WORD],
  ['FortunesFile', WORD],
  ['DontResolve', YES],
  ['MaxIdleTime', NUMBER],
  ['LDAPConfigFile', WORD],
  ['MySQLConfigFile', WORD],
  ['PGSQLConfigFile', WORD],
  ['PureDB', WORD],
  ['ExtAuth', WORD],
  ['PAMAuthentication', YES],
  ['UnixAuthentication', YES],
  ['LimitRecursion', TWO],
  ['AnonymousCanCreateDirs', YES],
  ['MaxLoad', NUMBER],
  ['NATmode', YES],
  ['CallUploadScript', YES],
  ['PassivePortRange', TWO],
  ['ForcePassiveIP', WORD],
  ['AnonymousRatio', TWO],
  ['UserRatio', TWO],
  ['AntiWarez', YES],
  ['Bind', WORD],
  ['AnonymousBandwidth', RATES],
  ['UserBandwidth', RATES],
  ['Quota', RATES],
  ['Umask', PAIR],
  ['MinUID', NUMBER],
  ['AllowUserFXP', YES],
  ['AllowAnonymousFXP', YES],
  ['ProhibitDotFilesWrite', YES],
  ['ProhibitDotFilesRead', YES],
  ['AllowDotFiles', YES],
  ['AutoRename', YES],
  ['AnonymousCantUpload', YES],
  ['TrustedIP', WORD],
  ['LogPID', YES],
  ['AltLog', WORD],
  ['NoChmod', YES],
  ['KeepAllFiles', YES],
  ['CreateHomeDir', YES],
  ['NoRename', YES],
  ['CustomerProof', YES],
  ['NoTruncate', YES],
  ['PIDFile', WORD],
  ['TLSCipherSuite', WORD],
  ['CertFile', WORD],
  ['PerUserLimits', RATES],
  ['TLS', DIGIT],
]

const patterns = table.flatMap(([name, value]) => {
  const row = directive(name)
  return row ? [{ row, pattern: new RegExp(`${name}${value}`, 'i') }] : []
})

/** What pure-config.py makes of one line. A line with `#` anywhere in it is a comment. */
export function matchPython(line: string): readonly ScriptMatch[] {
  if (line.includes('#')) return []
  return patterns.flatMap(({ row, pattern }): ScriptMatch[] => {
    const match = pattern.exec(line)
    if (!match) return []
    const [, first, second] = match
    const value = second === undefined ? first : `${first}:${second}`
    const method = row.option === 'l' ? row.long.replace('--login=', '') : ''
    const argument = row.option === 'l' ? `${method}${value ?? ''}` : value
    return [
      {
        row,
        ...(value !== undefined && { value }),
        letter: row.option,
        ...(argument !== undefined && { argument }),
        text: argument === undefined ? `-${row.option}` : `-${row.option} ${argument}`,
      },
    ]
  })
}
