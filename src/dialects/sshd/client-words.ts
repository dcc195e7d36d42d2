import { nearestKeyword } from './hints.ts'

/** Keywords of ssh_config(5) that people put into sshd_config, with what sshd has in their place, if anything. */
const CLIENT_KEYWORDS: Readonly<Record<string, string | undefined>> = {
  addkeystoagent: undefined,
  batchmode: undefined,
  bindaddress: 'ListenAddress',
  canonicalizehostname: undefined,
  checkhostip: undefined,
  connectionattempts: undefined,
  connecttimeout: 'LoginGraceTime',
  controlmaster: undefined,
  controlpath: undefined,
  controlpersist: undefined,
  dynamicforward: 'AllowTcpForwarding',
  forwardagent: 'AllowAgentForwarding',
  forwardx11: 'X11Forwarding',
  forwardx11trusted: 'X11Forwarding',
  gssapitrustdns: undefined,
  hashknownhosts: undefined,
  host: 'Match Host',
  hostname: undefined,
  identitiesonly: undefined,
  identityfile: 'AuthorizedKeysFile',
  localforward: 'PermitOpen',
  nohostauthenticationforlocalhost: undefined,
  numberofpasswordprompts: 'MaxAuthTries',
  permitlocalcommand: undefined,
  preferredauthentications: 'AuthenticationMethods',
  proxycommand: undefined,
  proxyjump: undefined,
  remotecommand: 'ForceCommand',
  remoteforward: 'PermitListen',
  requesttty: 'PermitTTY',
  sendenv: 'AcceptEnv',
  serveralivecountmax: 'ClientAliveCountMax',
  serveraliveinterval: 'ClientAliveInterval',
  stricthostkeychecking: undefined,
  tunnel: 'PermitTunnel',
  updatehostkeys: undefined,
  user: 'Match User',
  userknownhostsfile: undefined,
  verifyhostkeydns: undefined,
  visualhostkey: undefined,
}

/** Why a word is no keyword of sshd where it is one of the client; `undefined` for other words. */
export function clientKeyword(word: string): string | undefined {
  const name = word.toLowerCase()
  if (!Object.hasOwn(CLIENT_KEYWORDS, name)) return undefined
  const instead = CLIENT_KEYWORDS[name]
  return `${word} is a keyword of ssh_config, for clients${instead ? `; sshd has ${instead}` : ''}`
}

/** Criteria that only the client's Match knows (ssh_config(5)). */
const CLIENT_CRITERIA = [
  'canonical',
  'command',
  'exec',
  'final',
  'localnetwork',
  'localuser',
  'originalhost',
  'sessiontype',
  'tagged',
]

/** The criteria that sshd knows. */
const CRITERIA: readonly string[] = [
  'User',
  'Group',
  'Host',
  'Address',
  'LocalAddress',
  'LocalPort',
  'RDomain',
  'Version',
  'Invalid-User',
]

/** What was probably meant by a Match line that sshd refuses; empty where nothing is near. */
export function matchHint(messages: readonly string[]): string {
  const text = messages.join('\n')
  const [, criterion] = /Unsupported Match attribute (\S+)/.exec(text) ?? []
  if (criterion && CLIENT_CRITERIA.includes(criterion.toLowerCase().replace(/^!/, '').replace(/=.*$/s, '')))
    return `${criterion} is a criterion of ssh_config, for clients`
  const meant = criterion && nearestKeyword(criterion, CRITERIA)
  if (meant) return `did you mean ${meant.keyword}`
  if (criterion ?? /Missing Match criteria for /.test(text))
    return 'a list of names is separated by commas, without blanks'
  return /Invalid Match \S+ argument/.test(text)
    ? 'a network must not have bits behind its prefix length, such as 10.0.0.0/8'
    : ''
}
