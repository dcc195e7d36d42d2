import { type FileFacts, UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { upwards } from './key-files.ts'
import { isForLogin } from './key-paths.ts'
import { textOf, wordsOf } from './words.ts'
import { isWritableByOthers } from './writable.ts'

/** misc.c subprocess, safe_path: the program and every directory above it must belong to root and be writable for nobody else. */
function programFault(path: string, view: View): string | undefined {
  for (const part of upwards(path)) {
    const facts = view.host.file(part)
    if (facts === UNKNOWN) continue
    if (facts === 'missing') return part === path ? `${part} does not exist` : undefined
    const fault = ownerFault(facts, view)
    if (fault) return `${part} ${fault}`
  }
  return undefined
}

function ownerFault(facts: FileFacts, view: View): string | undefined {
  if (facts.uid !== UNKNOWN && facts.uid !== 0) return 'does not belong to root'
  return isWritableByOthers(facts, { uid: 0 }, view) ? 'is writable by group or others' : undefined
}

/** What keeps sshd from running the command of a keyword. */
function commandFault(view: View, keyword: string): string | undefined {
  const command = textOf(view.peek(keyword))
  const user = textOf(view.peek(`${keyword}User`))
  if (command === UNKNOWN || command === 'none') return undefined
  const [path = ''] = command.replace(/^["']/, '').split(/["'\s]/)
  const fault = path.startsWith('/') ? programFault(path, view) : undefined
  if (fault) {
    view.get(keyword)
    view.fact({ keyword: 'file', value: path, file: path, note: fault })
    return fault
  }
  if (user === UNKNOWN || user === 'none' || user.includes('%') || view.host.account(user) !== 'missing')
    return undefined
  view.get(`${keyword}User`)
  return `there is no account ${user}`
}

const keyCommandFault: Quantity = {
  name: 'key-command-fault',
  kind: 'text',
  summary:
    'Why sshd cannot run AuthorizedKeysCommand or AuthorizedPrincipalsCommand; `none` where nothing is known against it',
  reads: [
    'AuthorizedKeysCommand',
    'AuthorizedKeysCommandUser',
    'AuthorizedPrincipalsCommand',
    'AuthorizedPrincipalsCommandUser',
  ],
  compute: (view) =>
    commandFault(view, 'AuthorizedKeysCommand') ??
    commandFault(view, 'AuthorizedPrincipalsCommand') ??
    'none',
}

/** Whether a line that names principals has no effect for anybody who gets it: where no authority is trusted, none is asked for. */
function isInVain(keyword: string, view: View): boolean {
  const authority = view.peekSetting('TrustedUserCAKeys')
  if (!view.isSet(keyword) || view.peek(keyword) === 'none' || authority.value !== 'none') return false
  const block = view.peekSetting(keyword).origins[0]?.guard
  const own = block && authority.origins[0]?.guard === block
  const trusting = view.config.settings.filter(
    (setting) => setting.keyword === 'TrustedUserCAKeys' && setting.value !== 'none',
  )
  // A block that trusts none itself is only overruled by one before it.
  return !trusting.some(({ guard }) => !own || (guard && guard.index < block.index))
}

const principalsInVain: Quantity = {
  name: 'principals-in-vain',
  kind: 'list',
  summary:
    'Which of AuthorizedPrincipalsFile and AuthorizedPrincipalsCommand have a line that nobody with a trusted authority gets',
  reads: ['AuthorizedPrincipalsFile', 'AuthorizedPrincipalsCommand', 'TrustedUserCAKeys'],
  compute: (view) =>
    ['AuthorizedPrincipalsFile', 'AuthorizedPrincipalsCommand'].filter((keyword) => isInVain(keyword, view)),
}

/** Files that are the same for everybody and certainly not there. */
function missingFiles(name: string, keyword: string, summary: string): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [keyword],
    compute: (view) => {
      const files = wordsOf(view.peek(keyword))
      if (files === UNKNOWN) return UNKNOWN
      const missing = files.filter((file) => file.startsWith('/') && view.host.file(file) === 'missing')
      for (const file of missing) view.fact({ keyword, value: file, file, note: 'does not exist' })
      return missing
    },
  }
}

/** On a fresh machine root is often the only account that anybody logs in to. */
const rootNeedsKey: Quantity = {
  name: 'root-alone-without-key',
  kind: 'flag',
  summary: 'Whether root is the only account to log in to, and has no file of keys',
  reads: ['accounts-with-keys'],
  compute: (view) => {
    const accounts = view.host.accounts()
    const withKeys = wordsOf(view.peek('accounts-with-keys'))
    if (accounts === UNKNOWN || withKeys === UNKNOWN) return UNKNOWN
    const people = accounts.filter(isForLogin)
    if (people.some(({ uid }) => uid !== 0) || people.length === 0 || withKeys.length > 0) return 'no'
    view.fact({
      keyword: 'accounts',
      value: people.map(({ name }) => name).join(' '),
      note: 'the only one to log in to',
    })
    return 'yes'
  },
}

/** servconf.c of 8.7 to 9.3 looks at the wrong keyword: a set AuthorizedKeysCommand makes it skip the line. */
const principalsCommandLost: Quantity = {
  name: 'principals-command-lost',
  kind: 'flag',
  summary:
    'Whether AuthorizedPrincipalsCommand is skipped because AuthorizedKeysCommand stands before it (8.7 to 9.3)',
  reads: ['AuthorizedPrincipalsCommand', 'AuthorizedKeysCommand'],
  compute: (view) => {
    const { losers } = view.peekSetting('AuthorizedPrincipalsCommand')
    const lost = losers.filter(({ to }) => to?.keyword === 'AuthorizedKeysCommand')
    for (const { setting, to } of lost) {
      view.line(setting)
      if (to) view.line(to)
    }
    return lost.length > 0 ? 'yes' : 'no'
  },
}

/** touch-required and verify-required only concern keys on a device. */
const deviceAlgorithms: Quantity = {
  name: 'accepts-security-keys',
  kind: 'flag',
  summary: 'Whether PubkeyAcceptedAlgorithms has an algorithm for keys on a security device (sk-…)',
  reads: ['PubkeyAcceptedAlgorithms'],
  compute: (view) => {
    const algorithms = wordsOf(view.get('PubkeyAcceptedAlgorithms'))
    if (algorithms === UNKNOWN) return UNKNOWN
    return algorithms.some((algorithm) => /^(webauthn-)?sk-/.test(algorithm)) ? 'yes' : 'no'
  },
}

export const keyPrograms: readonly Quantity[] = [
  principalsInVain,
  keyCommandFault,
  missingFiles('revoked-keys-missing', 'RevokedKeys', 'Files of RevokedKeys that do not exist'),
  missingFiles(
    'authority-missing',
    'TrustedUserCAKeys',
    'The file of TrustedUserCAKeys, where it does not exist',
  ),
  rootNeedsKey,
  principalsCommandLost,
  deviceAlgorithms,
]
