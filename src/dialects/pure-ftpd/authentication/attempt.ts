import type { Unknown } from '../../../host/host.ts'
import type { Setting } from '../../dialect.ts'

/** One client that tries to log in. What is absent is not known. */
export interface Attempt {
  login: string
  /** Whose password it gives: that of the virtual record, that of the system account, both at once (they are the same), or a wrong one. */
  password: 'virtual' | 'system' | 'both' | 'wrong'
  /** Whether it speaks TLS; by default it does not. */
  tls?: boolean
  /** The address of the server to which it is connected. */
  localAddress?: string
  /** Its own address. */
  clientAddress?: string
  /** The hour and minute of the server as one number: 1405 is five past two in the afternoon. */
  time?: number
}

/** What happens. Replies are those of the daemon in English (messages_en.h). */
export type Outcome = LoggedIn | Refused | Undecided

export interface LoggedIn {
  result: 'logged-in'
  reply: 230
  text: string
  anonymous: boolean
  /** The back end that said yes; absent for anonymous sessions. */
  backEnd?: string
  uid: number
  /** Whether the session sees nothing above its home. */
  confined: boolean | Unknown
  /** Free of quota, ratios, and the limits on dot files and deletion. */
  trusted: boolean | Unknown
  /** The directory that is the root of a confined session, else the one it begins in. */
  directory: string
  lines: readonly Setting[]
}

export interface Refused {
  result: 'refused'
  /** When: at start-up there is no session at all; `user` and `password` are the commands that are answered. */
  stage: 'start-up' | 'connection' | 'user' | 'password'
  reply: 421 | 530
  text: string
  reason: Reason
  /** One sentence for people. */
  explanation: string
  /** The lines that are responsible. */
  lines: readonly Setting[]
}

export type Reason =
  | 'server-does-not-start'
  | 'certificate-missing'
  | 'forced-address-illegal'
  | 'tls-required'
  | 'no-anonymous'
  | 'anonymous-account-unusable'
  | 'database-unusable'
  | 'unknown-login'
  | 'wrong-password'
  | 'shell-not-listed'
  | 'account-locked'
  | 'unusable-password-field'
  | 'ids-unusable'
  | 'home-not-absolute'
  | 'address-not-allowed'
  | 'outside-of-hours'
  | 'below-min-uid'
  | 'home-missing'

export interface Undecided {
  result: 'undecided'
  /** What is not known, for people. */
  missing: string
  lines: readonly Setting[]
}

/** The account that a back end hands on after the right password. */
export interface AuthenticatedAccount {
  uid: number
  gid: number
  home: string
  /** True where the record brings a quota of its own. */
  quota: boolean
}

/** What one back end says: `next` asks the next one, `stop` ends with 530, `die` ends the session with 421. */
export type Answer =
  | { answer: 'yes'; account: AuthenticatedAccount }
  | { answer: 'next' | 'stop'; reason: Reason; explanation: string }
  | { answer: 'die'; reason: Reason; text: string; explanation: string }
  | { answer: 'unknown'; missing: string }
