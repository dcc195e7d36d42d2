import { type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { normalize } from '../../../host/path.ts'
import type { EffectiveSetting, Setting } from '../../dialect.ts'
import type { PureFtpdConfig } from '../config.ts'
import { effectiveValue } from '../typed-values.ts'
import type { AuthenticatedAccount, Outcome } from './attempt.ts'
import { REPLIES } from './replies.ts'

/** What follows the right password (ftpd.c, dopass): MinUID, the home, the trusted group, quota, and the chroot. */
export function openSession(
  config: PureFtpdConfig,
  host: Host,
  login: string,
  account: AuthenticatedAccount,
  backEnd: string,
  lines: readonly Setting[],
): Outcome {
  const settings = config.effective(() => false)
  const minimum = effectiveValue(config, 'MinUID')
  if (minimum === UNKNOWN) return { result: 'undecided', missing: 'MinUID', lines }
  if (account.uid < minimum) {
    return {
      result: 'refused',
      stage: 'password',
      reply: 530,
      text: REPLIES.notTrusted,
      reason: 'below-min-uid',
      explanation: `the user id ${account.uid} of ${login} is below MinUID ${minimum}`,
      lines: [...lines, ...settings.get('MinUID').origins],
    }
  }
  const create = settings.get('CreateHomeDir')
  const home = homeState(account.home, host)
  if (home === 'no directory' || (home === 'missing' && create.value === 'no')) {
    return {
      result: 'refused',
      stage: 'password',
      reply: 421,
      text: REPLIES.noHome,
      reason: 'home-missing',
      explanation:
        home === 'missing'
          ? `the home ${account.home} of ${login} does not exist, and CreateHomeDir is off`
          : `the home ${account.home} of ${login} is no directory`,
      lines: [...lines, ...create.origins],
    }
  }
  if (home !== 'there' && create.value !== 'yes') {
    return { result: 'undecided', missing: `whether ${account.home} exists`, lines }
  }
  return welcome(account, host, backEnd, lines, {
    chroot: settings.get('ChrootEveryone'),
    group: settings.get('TrustedGID'),
    quota: settings.get('Quota'),
  })
}

function homeState(home: string, host: Host): 'there' | 'missing' | 'no directory' | Unknown {
  const facts = host.file(home)
  if (facts === UNKNOWN || facts === 'missing') return facts
  return facts.type === 'directory' ? 'there' : 'no directory'
}

function welcome(
  account: AuthenticatedAccount,
  host: Host,
  backEnd: string,
  before: readonly Setting[],
  { chroot, group, quota }: { chroot: EffectiveSetting; group: EffectiveSetting; quota: EffectiveSetting },
): Outcome {
  const lines = [...before, ...chroot.origins, ...group.origins, ...quota.origins]
  const mark = account.home.indexOf('/./')
  const trusted = isTrusted(account, host, chroot, group)
  const root = account.home.slice(0, mark) || '/'
  const common = {
    result: 'logged-in',
    reply: 230,
    anonymous: false,
    backEnd,
    uid: account.uid,
    trusted,
    lines,
  } as const
  if (mark !== -1) {
    return {
      ...common,
      confined: true,
      directory: root,
      text: `OK. Current directory is ${normalize(account.home.slice(mark + 2))}`,
    }
  }
  const confined = isConfined(account, trusted, chroot, group, quota)
  const directory = normalize(account.home)
  const text =
    confined === true ? 'OK. Current restricted directory is /' : `OK. Current directory is ${directory}`
  return { ...common, confined, directory, text }
}

/** Root always; else, unless ChrootEveryone is in force, members of the trusted group, which is 0 without a TrustedGID. */
function isTrusted(
  account: AuthenticatedAccount,
  host: Host,
  chroot: EffectiveSetting,
  group: EffectiveSetting,
): boolean | Unknown {
  if (account.uid === 0) return true
  if (chroot.value === UNKNOWN || group.value === UNKNOWN) return UNKNOWN
  if (chroot.value === 'yes') return false
  const gid = group.value === 'none' ? 0 : Number(group.value)
  if (account.gid === gid) return true
  return onlyPrimaryGroup(account, host) ? false : UNKNOWN
}

/** Further groups come from the account that has this user id; where none has, there are none. */
function onlyPrimaryGroup(account: AuthenticatedAccount, host: Host): boolean {
  const accounts = host.accounts()
  if (accounts === UNKNOWN) return false
  const owner = accounts.find(({ uid }) => uid === account.uid)
  if (!owner) return true
  return owner.groups !== UNKNOWN && owner.groups.length <= 1 && owner.gid === account.gid
}

function isConfined(
  account: AuthenticatedAccount,
  trusted: boolean | Unknown,
  chroot: EffectiveSetting,
  group: EffectiveSetting,
  quota: EffectiveSetting,
): boolean | Unknown {
  if (trusted === true) return false
  const asked = chroot.value === 'yes' || group.origins.length > 0 || quota.value !== 'none' || account.quota
  if (!asked) return false
  return trusted === UNKNOWN ? UNKNOWN : true
}
