import { type Host, UNKNOWN } from '../../../host/host.ts'
import type { Setting } from '../../dialect.ts'
import { isIPv4 } from '../addresses.ts'
import type { PureFtpdConfig } from '../config.ts'
import { effectiveValue } from '../typed-values.ts'
import { anonymousModeFor, isAnonymous, openAnonymous } from './anonymous.ts'
import type { Answer, Attempt, Outcome, Refused } from './attempt.ts'
import { keptLogin } from './kept-login.ts'
import { askPureDb } from './puredb.ts'
import { REPLIES } from './replies.ts'
import { openSession } from './session.ts'
import { askPam, askUnix } from './system.ts'

/**
 * What happens to a client that tries to log in: the reply, the reason, and the lines responsible. The
 * steps are those of the daemon: start-up, the connection, USER, PASS with the chain of back ends
 * (ftpd.c, pw_check), and what follows the right password. Where a fact is missing, the outcome is undecided.
 */
export function predictLogin(config: PureFtpdConfig, host: Host, attempt: Attempt): Outcome {
  const early = beforeLogin(config, host)
  if (early) return early
  const anonymous = anonymousModeFor(config, attempt)
  if (anonymous === UNKNOWN) return undecided('whether the session is anonymous (TrustedIP, NoAnonymous)')
  const level = effectiveValue(config, 'TLS')
  if (level === UNKNOWN) return undecided('TLS')
  if (level >= 2 && attempt.tls !== true) {
    return {
      result: 'refused',
      stage: 'user',
      reply: 421,
      text: REPLIES.clearTextRefused,
      reason: 'tls-required',
      explanation: `TLS ${level} demands an encrypted connection before the login`,
      lines: config.effective(() => false).get('TLS').origins,
    }
  }
  if (isAnonymous(anonymous, attempt.login)) return openAnonymous(config, host, anonymous)
  return askChain(config, host, { ...attempt, login: keptLogin(attempt.login) })
}

function undecided(missing: string, lines: readonly Setting[] = []): Outcome {
  return { result: 'undecided', missing, lines }
}

/** The server does not start, or ends every session before the login. */
function beforeLogin(config: PureFtpdConfig, host: Host): Outcome | undefined {
  if (config.refusal) {
    const { stage, words } = config.refusal
    // What is wrong with the file goes to stderr; the client gets no more than this.
    const text = stage === 'file' ? 'Configuration error' : words.replace(/^421 /, '')
    return ended('start-up', 'server-does-not-start', text, `the server does not start: ${words}`, [])
  }
  const settings = config.effective(() => false)
  return missingCertificate(config, host) ?? illegalAddress(settings.get('ForcePassiveIP'))
}

function missingCertificate(config: PureFtpdConfig, host: Host): Outcome | undefined {
  const settings = config.effective(() => false)
  const tls = settings.get('TLS')
  if (tls.value === UNKNOWN || Number(tls.value) === 0) return undefined
  const pair = settings.get('CertFileAndKey')
  const file = settings.get('CertFile')
  const lines = [...tls.origins, ...file.origins, ...pair.origins]
  const paths =
    typeof pair.value === 'object' && 'certificate' in pair.value
      ? [String(pair.value.certificate), String(pair.value.key)]
      : typeof file.value === 'string'
        ? file.value.split(',')
        : undefined
  if (!paths) return undecided('the certificate', lines)
  for (const path of paths) {
    const facts = host.file(path)
    if (facts === 'missing') {
      const text = `Sorry, but that file doesn't exist: [${path}]`
      return ended(
        'start-up',
        'certificate-missing',
        text,
        `the certificate file ${path} does not exist`,
        lines,
      )
    }
    if (facts === UNKNOWN) return undecided(`whether ${path} can be used`, lines)
  }
  return undefined
}

/** Checked for each connection, and only there: an IPv4 address, or a name that can be resolved. */
function illegalAddress({
  value,
  origins,
}: {
  value: unknown
  origins: readonly Setting[]
}): Outcome | undefined {
  if (value === 'none') return undefined
  if (typeof value !== 'string') return undecided('ForcePassiveIP', origins)
  if (isIPv4(value)) return undefined
  if (/^[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*$/.test(value)) {
    return undecided(`whether the name ${value} can be resolved`, origins)
  }
  return ended(
    'connection',
    'forced-address-illegal',
    REPLIES.forcedAddressIllegal,
    `ForcePassiveIP ${value} is no IPv4 address, and the server checks it for each connection`,
    origins,
  )
}

function ended(
  stage: 'start-up' | 'connection',
  reason: Refused['reason'],
  text: string,
  explanation: string,
  lines: readonly Setting[],
): Outcome {
  return { result: 'refused', stage, reply: 421, text, reason, explanation, lines }
}

interface AskedBackEnd {
  backEnd: string
  line?: Setting
}

/** The chain: the first yes counts, a stop ends it, and whoever does not know the login hands it on. */
function askChain(config: PureFtpdConfig, host: Host, attempt: Attempt): Outcome {
  const settings = config.effective(() => false)
  const open = ['UnixAuthentication', 'PAMAuthentication'].find(
    (name) => settings.get(name).value === UNKNOWN,
  )
  if (open !== undefined) return undecided(`whether ${open} is on`, settings.get(open).origins)
  const chain: readonly AskedBackEnd[] =
    config.chain.length > 0
      ? config.chain.map(({ backEnd, setting }) => ({ backEnd, line: setting }))
      : [{ backEnd: config.has('pam') ? 'pam' : 'unix' }]
  const asked: Setting[] = []
  let last: { reason: Refused['reason']; explanation: string } = { reason: 'unknown-login', explanation: '' }
  for (const { backEnd, line } of chain) {
    if (line) asked.push(line)
    const answer = askBackEnd(backEnd, config, host, attempt)
    switch (answer.answer) {
      case 'yes':
        return openSession(config, host, attempt.login, answer.account, backEnd, asked)
      case 'unknown':
        return undecided(answer.missing, asked)
      case 'die':
        return {
          result: 'refused',
          stage: 'password',
          reply: 421,
          text: answer.text,
          reason: answer.reason,
          explanation: answer.explanation,
          lines: asked,
        }
      case 'stop':
        return failed(answer, asked)
      case 'next':
        last = answer
    }
  }
  return failed(last, asked)
}

function failed(
  { reason, explanation }: { reason: Refused['reason']; explanation: string },
  lines: readonly Setting[],
): Outcome {
  const text = REPLIES.authenticationFailed
  return { result: 'refused', stage: 'password', reply: 530, text, reason, explanation, lines }
}

function askBackEnd(backEnd: string, config: PureFtpdConfig, host: Host, attempt: Attempt): Answer {
  switch (backEnd) {
    case 'unix':
      return askUnix(host, attempt)
    case 'pam':
      return askPam(host, attempt)
    case 'puredb':
      return askPureDb(config, host, attempt)
    default:
      return { answer: 'unknown', missing: `what ${backEnd} answers` }
  }
}
