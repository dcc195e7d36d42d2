/** Keywords that MySQL and PostgreSQL files share, behind MYSQL or PGSQL (log_mysql_p.h, log_pgsql_p.h). */
const SQL = [
  ...['Server', 'Port', 'User', 'Password', 'Database', 'Crypt'],
  ...['GetPW', 'GetUID', 'DefaultUID', 'GetGID', 'DefaultGID', 'GetDir'],
  ...['GetQTAFS', 'GetQTASZ', 'GetRatioUL', 'GetRatioDL', 'GetBandwidthUL', 'GetBandwidthDL'],
]

/** What the file of each back end may hold (log_ldap_p.h and the two above). */
export const KEYWORDS = {
  LDAPConfigFile: [
    ...['LDAPScheme', 'LDAPServer', 'LDAPPort', 'LDAPBindDN', 'LDAPBindPW', 'LDAPBaseDN', 'LDAPFilter'],
    ...['LDAPHomeDir', 'LDAPVersion', 'LDAPDefaultUID', 'LDAPForceDefaultUID', 'LDAPDefaultGID'],
    ...['LDAPForceDefaultGID', 'LDAPUseTLS', 'LDAPAuthMethod', 'LDAPDefaultHomeDirectory'],
  ],
  MySQLConfigFile: [...SQL, 'Socket', 'Transactions', 'ForceTildeExpansion'].map((word) => `MYSQL${word}`),
  PGSQLConfigFile: SQL.map((word) => `PGSQL${word}`),
} as const satisfies Readonly<Record<string, readonly string[]>>

export type BackEndDirective = keyof typeof KEYWORDS
export const BACK_END_DIRECTIVES = ['LDAPConfigFile', 'MySQLConfigFile', 'PGSQLConfigFile'] as const
