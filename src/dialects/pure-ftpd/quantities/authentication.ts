import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import type { ChainLink } from '../option-loop.ts'
import { configOf } from './evidence.ts'

/** The directives that make links of the chain. */
export const AUTHENTICATION_DIRECTIVES = [
  'UnixAuthentication',
  'PAMAuthentication',
  'PureDB',
  'LDAPConfigFile',
  'MySQLConfigFile',
  'PGSQLConfigFile',
  'ExtAuth',
] as const

const VIRTUAL = new Set<string>(['puredb', 'ldap', 'mysql', 'pgsql', 'extauth'])

/** The back ends in the order in which the daemon asks them; the built-in default where no line names one (ftpd_p.h). */
export function backEndsOf(view: View): readonly string[] {
  const { chain, has } = configOf(view)
  if (chain.length > 0) return chain.map(({ backEnd }) => backEnd)
  return [has('pam') ? 'default-pam' : 'default-unix']
}

function recordChain(view: View): readonly ChainLink[] {
  const { chain } = configOf(view)
  for (const keyword of new Set(chain.map(({ setting }) => setting.keyword))) view.setting(keyword)
  return chain
}

/** Whether a template may add or remove links: it leaves a switch open. */
function isOpen(view: View): boolean {
  return ['UnixAuthentication', 'PAMAuthentication'].some((name) => view.peek(name) === UNKNOWN)
}

export const authenticationQuantities: readonly Quantity[] = [
  {
    name: 'authentication-chain',
    kind: 'list',
    summary:
      'The back ends that are asked for a password, in order; default-pam or default-unix where none is named',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      if (isOpen(view)) return UNKNOWN
      recordChain(view)
      return backEndsOf(view)
    },
  },
  {
    name: 'authentication-switched-off',
    kind: 'list',
    summary:
      'The back ends that lines switch off, where no other line names one, so that the built-in default holds',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      if (isOpen(view)) return UNKNOWN
      if (configOf(view).chain.length > 0) return []
      return AUTHENTICATION_DIRECTIVES.filter((name) => view.isSet(name) && view.get(name) === 'no')
    },
  },
  {
    name: 'system-accounts-accepted',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether accounts of the system can log in: by Unix, PAM, or the built-in default',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      if (isOpen(view)) return UNKNOWN
      const ends = backEndsOf(view)
      for (const [name, end] of [
        ['UnixAuthentication', 'unix'],
        ['PAMAuthentication', 'pam'],
      ] as const) {
        if (ends.includes(end)) view.setting(name)
      }
      return ends.some((end) => !VIRTUAL.has(end)) ? 'yes' : 'no'
    },
  },
  {
    name: 'virtual-back-ends',
    kind: 'list',
    summary: 'The back ends with users of their own: puredb, ldap, mysql, pgsql, extauth',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      if (isOpen(view)) return UNKNOWN
      return recordChain(view).flatMap(({ backEnd }) => (VIRTUAL.has(backEnd) ? [backEnd] : []))
    },
  },
  {
    name: 'back-ends-behind-unix',
    kind: 'list',
    summary:
      'The virtual back ends that are never asked for the names of system accounts, since Unix is asked before them',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      if (isOpen(view)) return UNKNOWN
      const chain = recordChain(view)
      const unix = chain.findIndex(({ backEnd }) => backEnd === 'unix')
      if (unix === -1) return []
      return chain.slice(unix + 1).flatMap(({ backEnd }) => (VIRTUAL.has(backEnd) ? [backEnd] : []))
    },
  },
  {
    name: 'first-system-back-end',
    kind: 'enum',
    values: ['unix', 'pam', 'none'],
    summary: 'Which of Unix and PAM is asked first, where lines name them',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      if (isOpen(view)) return UNKNOWN
      return backEndsOf(view).find((end) => end === 'unix' || end === 'pam') ?? 'none'
    },
  },
  {
    name: 'authentication-named',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether lines name a back end for passwords',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      const { chain } = configOf(view)
      for (const { setting } of chain) view.line(setting)
      return chain.length > 0 ? 'yes' : 'no'
    },
  },
  {
    name: 'repeated-paths',
    kind: 'list',
    summary: 'PureDB and ExtAuth where several lines name them: all their links use the last path',
    reads: ['PureDB', 'ExtAuth'],
    compute: (view) => repeated(view, ['PureDB', 'ExtAuth']),
  },
  {
    name: 'merged-files',
    kind: 'list',
    summary:
      'LDAP, MySQL and PostgreSQL where several lines name files: all files become one set of settings',
    reads: ['LDAPConfigFile', 'MySQLConfigFile', 'PGSQLConfigFile'],
    compute: (view) => repeated(view, ['LDAPConfigFile', 'MySQLConfigFile', 'PGSQLConfigFile']),
  },
]

function repeated(view: View, names: readonly string[]): readonly string[] {
  const { chain } = configOf(view)
  return names.filter((name) => {
    const links = chain.filter(({ setting }) => setting.keyword === name)
    if (links.length < 2) return false
    view.setting(name)
    for (const { setting } of links.slice(0, -1)) view.line(setting)
    return true
  })
}
