import { type Host, UNKNOWN } from '../../../host/host.ts'
import type { PureFtpdConfig } from '../config.ts'
import { byLogin } from '../puredb/comparison.ts'
import { fieldCount, hasQuota, type VirtualAccount } from '../puredb/record.ts'
import { virtualUsersOf } from '../puredb/virtual-users.ts'
import { atLeast } from '../versions.ts'
import type { Answer, Attempt } from './attempt.ts'
import { REPLIES } from './replies.ts'
import { addressAllowed, timeAllowed } from './rules-of-record.ts'

/** What PureDB says (log_puredb.c). The file is opened for each attempt, so nothing is checked at start-up. */
export function askPureDb(config: PureFtpdConfig, host: Host, attempt: Attempt): Answer {
  const users = virtualUsersOf(config, host)
  const { state, path } = users.database
  if (state === 'missing' || state === 'too-short' || state === 'not-a-database') {
    return {
      answer: 'die',
      reason: 'database-unusable',
      text: REPLIES.brokenDatabase,
      explanation: `${path} is ${DESCRIPTIONS[state]}, and every attempt that gets to PureDB ends the session`,
    }
  }
  if (state === 'damaged') return { answer: 'unknown', missing: `the records of ${path}, which is damaged` }
  if (users.accounts === UNKNOWN) return { answer: 'unknown', missing: `the records of ${path}` }
  const account = byLogin(users.accounts).get(attempt.login)
  if (!account) {
    return { answer: 'next', reason: 'unknown-login', explanation: `${path} has no ${attempt.login}` }
  }
  return askRecord(account, attempt, config.version)
}

const DESCRIPTIONS = {
  missing: 'missing',
  'too-short': 'too short for a database',
  'not-a-database': 'no PureDB database',
} as const

/** A record stops the chain with whatever is wrong with it, and to the client all of it looks like a wrong password. */
function askRecord(account: VirtualAccount, attempt: Attempt, version: string): Answer {
  const { fields, hash, uid, gid } = account
  const stop = (
    reason:
      | 'unusable-password-field'
      | 'wrong-password'
      | 'ids-unusable'
      | 'home-not-absolute'
      | 'address-not-allowed'
      | 'outside-of-hours',
    explanation: string,
  ): Answer => ({
    answer: 'stop',
    reason,
    explanation,
  })
  if (hash === 'plain' || hash === 'empty' || hash === 'locked') {
    return stop('unusable-password-field', `the password field of ${account.login} matches no password`)
  }
  if (attempt.password !== 'virtual' && attempt.password !== 'both') {
    return stop('wrong-password', `PureDB knows ${attempt.login}, and another password`)
  }
  const ids = [fields.uid, fields.gid]
  const exact = atLeast(version, '1.0.54')
  if (!uid || !gid || (exact && ids.some((id) => !/^\s*[+-]?\d+$/.test(id)))) {
    return stop(
      'ids-unusable',
      `the user id "${fields.uid}" or group id "${fields.gid}" of ${account.login} is not above 0`,
    )
  }
  if (fieldCount(account) < 6 || !fields.home.startsWith('/')) {
    return stop('home-not-absolute', `the home of ${account.login} is not absolute`)
  }
  if (fieldCount(account) >= 17) {
    const local = addressAllowed(attempt.localAddress, fields.allowedLocal, fields.deniedLocal, version)
    const client = addressAllowed(attempt.clientAddress, fields.allowedClients, fields.deniedClients, version)
    if (local === false || client === false) {
      return stop('address-not-allowed', `the record of ${account.login} does not allow these addresses`)
    }
    if (local === UNKNOWN || client === UNKNOWN)
      return { answer: 'unknown', missing: 'the addresses of the connection' }
    const now = timeAllowed(attempt.time, fields.times, version)
    if (now === false)
      return stop('outside-of-hours', `the record of ${account.login} does not allow this time`)
    if (now === UNKNOWN) return { answer: 'unknown', missing: 'the time of day' }
  }
  return { answer: 'yes', account: { uid, gid, home: fields.home, quota: hasQuota(fields) } }
}
