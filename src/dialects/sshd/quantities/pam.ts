import { type Host, isFailure, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Quantity, View } from '../../dialect.ts'
import { targetOf } from './release.ts'
import { textOf } from './words.ts'

/** Modules that ask for something other than the password of the account. */
const SECOND_FACTORS =
  /\bpam_(google_authenticator|oath|duo|u2f|yubico|otpw|privacyidea|linotp|totp|radius_auth|securid|okta\w*|multiotp|barada|sss_otp)(\.so|\.py)?\b/

/** Modules that ask for the password of the account. */
const PASSWORDS = /\bpam_(unix|ldap|sss|krb5|winbind)\.so\b/

/** One line of a stack that sshd runs for authentication. */
interface StackLine {
  file: string
  line: number
  text: string
}

interface Stack {
  lines: readonly StackLine[]
  /** False where an included file could not be read. */
  complete: boolean
}

/** The `auth` lines of a PAM service, inclusions followed (pam.d(5)); a file that was read before adds nothing. */
function authenticationStack(service: string, host: Host, seen = new Set<string>()): Stack {
  const file = service.startsWith('/') ? service : `/etc/pam.d/${service}`
  if (seen.has(file)) return { lines: [], complete: true }
  seen.add(file)
  const bytes = host.read(file)
  if (isFailure(bytes)) return { lines: [], complete: false }
  const lines: StackLine[] = []
  let complete = true
  for (const [index, text] of decodeBytes(bytes).text.split('\n').entries()) {
    const included =
      /^\s*@include\s+(\S+)/.exec(text)?.[1] ?? /^\s*-?auth\s+(?:include|substack)\s+(\S+)/i.exec(text)?.[1]
    if (included !== undefined) {
      const inner = authenticationStack(included, host, seen)
      lines.push(...inner.lines)
      complete &&= inner.complete
    } else if (/^\s*-?auth\s/i.test(text)) {
      lines.push({ file, line: index + 1, text: text.trim() })
    }
  }
  return { lines, complete }
}

function moduleIn(view: View, wanted: RegExp): string | Unknown {
  if (view.peek('UsePAM') === 'no') return 'none'
  const service = textOf(view.peek('PAMServiceName'))
  if (service === UNKNOWN) return UNKNOWN
  const { lines, complete } = authenticationStack(service, view.host)
  const found = lines.find(({ text }) => wanted.test(text))
  if (!found) return complete ? 'none' : UNKNOWN
  view.fact({ keyword: 'PAM', value: found.text, file: found.file, line: found.line })
  return wanted.exec(found.text)?.[0] ?? 'none'
}

const secondFactorModule: Quantity = {
  name: 'second-factor-module',
  kind: 'text',
  summary:
    'The PAM module that asks for a second factor when sshd authenticates through PAM; `none` without one',
  reads: ['UsePAM', 'PAMServiceName'],
  compute: (view) => moduleIn(view, SECOND_FACTORS),
}

const passwordModule: Quantity = {
  name: 'password-module',
  kind: 'text',
  summary:
    'The PAM module that asks for the password when sshd authenticates through PAM; `none` without one',
  reads: ['UsePAM', 'PAMServiceName'],
  compute: (view) => moduleIn(view, PASSWORDS),
}

/** Up to 8.6, ChallengeResponseAuthentication switches keyboard-interactive on whatever its own line says (servconf.c). */
const lineOverruled: Quantity = {
  name: 'kbd-interactive-line-overruled',
  kind: 'flag',
  summary:
    'Whether ChallengeResponseAuthentication overrules a line KbdInteractiveAuthentication no (up to 8.6)',
  reads: ['KbdInteractiveAuthentication', 'ChallengeResponseAuthentication'],
  compute: (view) => {
    const { losers } = view.peekSetting('KbdInteractiveAuthentication')
    const lost = losers.filter(({ law }) => law === 'last-of-group-wins')
    for (const { setting } of lost) view.line(setting)
    return lost.length > 0 ? 'yes' : 'no'
  },
}

/** Red Hat's patch warns of UsePAM no; other distributions with PAM do not say anything. */
const pamWanted: Quantity = {
  name: 'pam-wanted-by-platform',
  kind: 'flag',
  summary: 'Whether the distribution that is judged for does not support UsePAM no',
  reads: [],
  compute: (view) => (targetOf(view).build.name === 'red-hat' ? 'yes' : 'no'),
}

/** Debian's file and Ubuntu's say UsePAM yes, and their sessions rely on it (README.Debian); without it they work all the same. */
const pamShipped: Quantity = {
  name: 'pam-shipped-by-platform',
  kind: 'flag',
  summary: 'Whether the distribution that is judged for ships UsePAM yes and leaves the choice',
  reads: [],
  compute: (view) => (targetOf(view).build.name.startsWith('debian') ? 'yes' : 'no'),
}

const locksKnown: Quantity = {
  name: 'account-locks-known',
  kind: 'flag',
  summary: 'Whether it is known which accounts are locked',
  reads: [],
  compute: ({ host }) => {
    const accounts = host.accounts()
    return accounts !== UNKNOWN && accounts.every(({ locked }) => locked !== UNKNOWN) ? 'yes' : 'no'
  },
}

export const pam: readonly Quantity[] = [
  secondFactorModule,
  passwordModule,
  lineOverruled,
  pamWanted,
  pamShipped,
  locksKnown,
]
