import { namesOf } from './hints.ts'
import { vocabulary } from './keywords/lookup.ts'
import { targetFor } from './releases.ts'

/** What is in use, and what is kept beside it: `sshd_config.dpkg-old`, `50-cloud-init.conf.j2`. */
const NAMES =
  /(^|[/_.-])sshd_config([._@-][^/]*)?$|sshd_config\.d\/[^/]*\.conf([._@~-][^/]*)?$|(^|\/)sshd[^/]*\.conf$/

/** How surely a file is one of sshd's: by its name, or by what stands in it. */
export function detect(path: string, text: string): number {
  if (NAMES.test(path)) return Number.POSITIVE_INFINITY
  const known = new Set(namesOf(vocabulary(targetFor(undefined))).map((name) => name.toLowerCase()))
  let words = 0
  let own = 0
  let other = 0
  for (const [line] of text.slice(0, 65_536).matchAll(/^.+$/gm)) {
    const [, comment, word] = /^\s*(#?)\s*([A-Za-z][A-Za-z0-9]+)[\s=]+\S/.exec(line) ?? []
    if (word === undefined) continue
    const name = word.toLowerCase()
    words++
    if (OF_CLIENT.has(name) || (comment === '' && !known.has(name))) other++
    else if (known.has(name) && !AMBIGUOUS.has(name)) own++
  }
  return own >= other && (own >= 2 || words <= 3) ? own : 0
}

/** Words that begin a line of other files too. */
const AMBIGUOUS = new Set(['include', 'port', 'banner', 'protocol', 'compression', 'syslogfacility'])

/** Keywords of ssh_config(5) alone, which has many of sshd's. */
const OF_CLIENT = new Set(
  `addkeystoagent batchmode checkhostip connecttimeout controlmaster controlpath controlpersist dynamicforward escapechar
  exitonforwardfailure forwardagent forwardx11 forwardx11trusted globalknownhostsfile hashknownhosts host hostname
  identitiesonly identityfile localforward numberofpasswordprompts permitlocalcommand preferredauthentications
  proxycommand proxyjump remoteforward sendenv serveralivecountmax serveraliveinterval stricthostkeychecking tunnel user
  userknownhostsfile verifyhostkeydns visualhostkey`.split(/\s+/),
)
