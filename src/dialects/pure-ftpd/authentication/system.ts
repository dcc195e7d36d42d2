import { type Account, type Host, isFailure, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Answer, Attempt } from './attempt.ts'

/** What the Unix back end says (log_unix.c): it knows the account or asks the next; everything else stops. */
export function askUnix(host: Host, attempt: Attempt): Answer {
  const account = accountOf(host, attempt)
  if ('answer' in account) return account
  const listed = shellListed(account, host)
  if (listed === UNKNOWN)
    return { answer: 'unknown', missing: `the shell of ${attempt.login}, and /etc/shells` }
  if (!listed) {
    return {
      answer: 'stop',
      reason: 'shell-not-listed',
      explanation: `the shell ${String(account.shell)} of ${attempt.login} is not in /etc/shells`,
    }
  }
  return passwordOf(account, attempt, 'stop')
}

/** PAM with the service pure-ftpd (log_pam.c): whatever it refuses goes to the next back end. */
export function askPam(host: Host, attempt: Attempt): Answer {
  const account = accountOf(host, attempt)
  if ('answer' in account) return account
  const answer = passwordOf(account, attempt, 'next')
  if (answer.answer !== 'yes') return answer
  const policy = pamPolicy(account, host)
  if (policy === UNKNOWN) return { answer: 'unknown', missing: 'what PAM decides (/etc/pam.d/pure-ftpd)' }
  return policy ?? answer
}

/** The account of a login, or what is said where none is known. */
function accountOf(host: Host, { login }: Attempt): Account | Answer {
  const account = host.account(login)
  if (account === UNKNOWN) return { answer: 'unknown', missing: `whether there is an account ${login}` }
  if (account === 'missing')
    return { answer: 'next', reason: 'unknown-login', explanation: `there is no account ${login}` }
  return account
}

/** A shell that getusershell(3) lists, or `ftp` in any case. */
function shellListed({ shell }: Account, host: Host): boolean | Unknown {
  if (shell === UNKNOWN) return UNKNOWN
  if (shell.toLowerCase() === 'ftp') return true
  const shells = host.shells()
  return shells === UNKNOWN ? UNKNOWN : shells.includes(shell)
}

function passwordOf(account: Account, attempt: Attempt, otherwise: 'next' | 'stop'): Answer {
  if (account.locked === true) {
    return {
      answer: otherwise,
      reason: 'account-locked',
      explanation: `the account ${account.name} is locked`,
    }
  }
  if (attempt.password !== 'system' && attempt.password !== 'both') {
    return {
      answer: otherwise,
      reason: 'wrong-password',
      explanation: `${account.name} is a system account with another password`,
    }
  }
  if (account.gid === UNKNOWN || account.home === UNKNOWN || account.locked === UNKNOWN) {
    return { answer: 'unknown', missing: `the group, home and password state of ${account.name}` }
  }
  return { answer: 'yes', account: { uid: account.uid, gid: account.gid, home: account.home, quota: false } }
}

const SERVICE = '/etc/pam.d/pure-ftpd'

/** What the lines that Debian ships decide beside the password: /etc/ftpusers and shells. Other modules are not known. */
function pamPolicy(account: Account, host: Host): Answer | undefined | Unknown {
  const bytes = host.read(SERVICE)
  if (isFailure(bytes)) return UNKNOWN
  const lines = decodeBytes(bytes)
    .text.split('\n')
    .filter((line) => /^\s*(-?(auth|account)\b|@include)/.test(line))
  for (const line of lines) {
    if (/^\s*@include\s+common-/.test(line) || /\bpam_(unix|permit|env)\.so\b/.test(line)) continue
    if (/\bpam_shells\.so\b/.test(line)) {
      const listed = shellListed(account, host)
      if (listed === UNKNOWN) return UNKNOWN
      if (!listed)
        return refusedByPam('shell-not-listed', `PAM wants a shell of /etc/shells for ${account.name}`)
    } else if (/\bpam_listfile\.so\b/.test(line)) {
      const denied = listedIn(line, account.name, host)
      if (denied === UNKNOWN) return UNKNOWN
      if (denied) return refusedByPam('account-locked', `PAM denies ${account.name} by a list`)
    } else return UNKNOWN
  }
  return undefined
}

function refusedByPam(reason: 'shell-not-listed' | 'account-locked', explanation: string): Answer {
  return { answer: 'next', reason, explanation }
}

/** Only lists of denied users are read; a list that is not there denies nobody with onerr=succeed. */
function listedIn(line: string, name: string, host: Host): boolean | Unknown {
  const file = /\bfile=(\S+)/.exec(line)?.[1]
  if (!/\bitem=user\b/.test(line) || !/\bsense=deny\b/.test(line) || file === undefined) return UNKNOWN
  const bytes = host.read(file)
  if (!isFailure(bytes))
    return decodeBytes(bytes)
      .text.split('\n')
      .some((entry) => entry.trim() === name)
  return host.file(file) === 'missing' && /\bonerr=succeed\b/.test(line) ? false : UNKNOWN
}
