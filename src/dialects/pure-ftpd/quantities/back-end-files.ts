import { type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import { type KeywordFile, type KeywordLine, readKeywordFile } from '../back-end-files/keyword-file.ts'
import { BACK_END_DIRECTIVES, type BackEndDirective, KEYWORDS } from '../back-end-files/keywords.ts'
import type { ChainLink } from '../option-loop.ts'
import { atLeast } from '../versions.ts'
import { isAbsent } from './absence.ts'
import { configOf } from './evidence.ts'

/** The file of one link of the chain. */
interface BackEndFile {
  link: ChainLink
  directive: BackEndDirective
  path: string
  /** `undefined` where it cannot be read. */
  content: KeywordFile | undefined
}

function filesOf(view: View): readonly BackEndFile[] {
  return configOf(view).chain.flatMap((link) => {
    const directive = BACK_END_DIRECTIVES.find((name) => name === link.setting.keyword)
    if (!directive || link.path === undefined) return []
    return [
      {
        link,
        directive,
        path: link.path,
        content: readKeywordFile(link.path, KEYWORDS[directive], view.host),
      },
    ]
  })
}

/** Settings by keyword: all files of a back end become one, and the last line counts (parser.c). */
function settingsOf(view: View, directive: BackEndDirective): ReadonlyMap<string, KeywordLine> {
  const lines = filesOf(view)
    .filter((file) => file.directive === directive)
    .flatMap(({ content }) => content?.settings ?? [])
  return new Map(lines.map((line) => [line.keyword, line]))
}

function cite(view: View, directive: BackEndDirective, { keyword, value, file, line }: KeywordLine): void {
  view.setting(directive)
  view.fact({ keyword, value, file, line })
}

/** The number that a default id comes out as: digits, or for the SQL back ends the name of an account. */
function uidOf(text: string, host: Host): number | Unknown {
  if (/^\d+$/.test(text)) return Number(BigInt.asUintN(32, BigInt(text)))
  const account = host.account(text)
  return account === UNKNOWN || account === 'missing' ? UNKNOWN : account.uid
}

/** The default ids below MinUID, of those back ends where the default counts `always`, or only where the directory has none. */
function defaultsBelow(view: View, always: boolean): Value | Unknown {
  const least = view.peek('MinUID')
  if (typeof least !== 'number') return UNKNOWN
  const found: string[] = []
  for (const [directive, keyword] of [
    ['MySQLConfigFile', 'MYSQLDefaultUID'],
    ['PGSQLConfigFile', 'PGSQLDefaultUID'],
    ['LDAPConfigFile', 'LDAPDefaultUID'],
  ] as const) {
    const settings = settingsOf(view, directive)
    const line = settings.get(keyword)
    const forced = settings.get('LDAPForceDefaultUID')
    const isForced = directive !== 'LDAPConfigFile' || forced?.value.toLowerCase() === 'true'
    if (!line || isForced !== always) continue
    const uid = uidOf(line.value, view.host)
    if (uid === UNKNOWN || uid >= least) continue
    cite(view, directive, line)
    if (forced) cite(view, directive, forced)
    found.push(`${keyword} ${line.value}`)
  }
  return found
}

/** How passwords may be stored; any other word means clear text. MD5, SHA1 and PASSWORD() were removed in 1.0.50. */
function knownMethods(version: string): readonly string[] {
  const methods = ['any', 'argon2', 'scrypt', 'crypt', 'cleartext']
  return atLeast(version, '1.0.50') ? methods : [...methods, 'password', 'md5', 'sha1']
}

export const backEndFileQuantities: readonly Quantity[] = [
  {
    name: 'default-uids-below-min-uid',
    kind: 'list',
    summary:
      'The default user ids of MySQL, PostgreSQL and LDAP files that all their users get, and that are below MinUID',
    reads: ['MinUID', ...BACK_END_DIRECTIVES],
    compute: (view) => defaultsBelow(view, true),
  },
  {
    name: 'fallback-uids-below-min-uid',
    kind: 'list',
    summary: 'The default user ids of LDAP files for entries without an id, where they are below MinUID',
    reads: ['MinUID', ...BACK_END_DIRECTIVES],
    compute: (view) => defaultsBelow(view, false),
  },
  {
    name: 'unknown-crypt-methods',
    kind: 'list',
    summary:
      'MYSQLCrypt and PGSQLCrypt with a word that the daemon does not know, which it takes for clear text',
    reads: ['MySQLConfigFile', 'PGSQLConfigFile'],
    compute(view) {
      const known = knownMethods(view.config.version)
      return (['MySQLConfigFile', 'PGSQLConfigFile'] as const).flatMap((directive) => {
        const settings = settingsOf(view, directive)
        const line = settings.get('MYSQLCrypt') ?? settings.get('PGSQLCrypt')
        // `plaintext` says what it does.
        if (!line || [...known, 'plaintext', 'plain'].includes(line.value.toLowerCase())) return []
        cite(view, directive, line)
        return [`${line.keyword} ${line.value}`]
      })
    },
  },
  {
    name: 'ldap-password-comparison',
    kind: 'enum',
    values: ['implied', 'declared', 'none'],
    summary:
      'Whether LDAP passwords are read and compared, which LDAPBindDN implies, rather than tried by a bind',
    reads: ['LDAPConfigFile'],
    compute(view) {
      const settings = settingsOf(view, 'LDAPConfigFile')
      const bind = settings.get('LDAPBindDN')
      const method = settings.get('LDAPAuthMethod')
      if (method) return method.value.toLowerCase() === 'password' ? 'declared' : 'none'
      if (!bind) return 'none'
      cite(view, 'LDAPConfigFile', bind)
      return 'implied'
    },
  },
  {
    name: 'refused-back-end-files',
    kind: 'list',
    summary:
      'The LDAP, MySQL and PostgreSQL files for which the daemon refuses to start: missing, or with a line that it does not know',
    reads: BACK_END_DIRECTIVES,
    compute: (view) =>
      filesOf(view).flatMap(({ link, directive, path, content }) => {
        const reason = faultOf(directive, content, isAbsent(path, view.host))
        if (reason === undefined) return []
        view.line(link.setting)
        const line = content?.fault?.line
        view.fact({ keyword: directive, value: reason, file: path, ...(line !== undefined && { line }) })
        return [path]
      }),
  },
]

function faultOf(
  directive: BackEndDirective,
  content: KeywordFile | undefined,
  isMissing: boolean,
): string | undefined {
  if (!content) return isMissing ? 'not there' : undefined
  if (content.fault) {
    const [word = ''] = content.fault.text.split(/\s/)
    return `refused at ${word.slice(0, 40)}`
  }
  const has = (keyword: string) => content.settings.some((line) => line.keyword === keyword)
  if (directive === 'LDAPConfigFile' && !has('LDAPBaseDN')) return 'without LDAPBaseDN'
  const servers = directive === 'MySQLConfigFile' ? ['MYSQLServer', 'MYSQLSocket'] : ['PGSQLServer']
  if (directive !== 'LDAPConfigFile' && !servers.some(has)) return `without ${servers.join(' or ')}`
  return undefined
}
