import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { at } from '../releases.ts'
import { promptsIn } from './authentication.ts'
import { releaseOf, versionNotTold } from './release.ts'
import { methodsIn } from './success.ts'
import { wordsOf } from './words.ts'

const agentKeys: Quantity = {
  name: 'agent-keys',
  kind: 'number',
  summary: "Keys that a client's agent offers (--agent-keys)",
  reads: [],
  compute: ({ parameters }) => parameters.agentKeys,
}

/**
 * Queries that cost nothing: from 10.6 on `PubkeyAuthOptions max-pk-ok:N`, 6 unless said otherwise. Where nobody told
 * the version, only a line that sets it counts, since older servers are still the rule.
 */
const freeKeyQueries: Quantity = {
  name: 'free-key-queries',
  kind: 'number',
  summary: 'Refused keys that do not count against MaxAuthTries',
  reads: ['PubkeyAuthOptions'],
  compute: (view) => {
    const options = wordsOf(view.peek('PubkeyAuthOptions'))
    if (options === UNKNOWN) return UNKNOWN
    const budget = options
      .map((option) => /^max-pk-ok:(\d+)$/.exec(option)?.[1])
      .find((number) => number !== undefined)
    if (budget !== undefined && view.isSet('PubkeyAuthOptions')) return Number(budget)
    if (releaseOf(view) < at('10.6')) return 0
    if (!view.parameters.assumedVersion) return 6
    view.fact(versionNotTold('before 10.6, no refused key is free'))
    return 0
  },
}

/**
 * What a client loses that offers all keys of its agent first, as OpenSSH's does. Mirrors the counting of
 * auth2.c input_userauth_request and userauth_finish: every refused key counts, an accepted one and partial
 * success do not; the connection ends when the count reaches MaxAuthTries.
 */
const lostToAgentKeys: Quantity = {
  name: 'lost-to-agent-keys',
  kind: 'enum',
  values: ['nothing', 'its password prompt', 'its right key'],
  summary: 'What a client whose agent offers all its keys can no longer reach',
  reads: [
    'offered-methods',
    'usable-methods',
    'method-lists',
    'live-method-lists',
    'free-key-queries',
    'MaxAuthTries',
    'PubkeyAuthentication',
    'PasswordAuthentication',
    'KbdInteractiveAuthentication',
    'AuthenticationMethods',
    'UsePAM',
  ],
  compute: (view) => {
    const tries = view.peek('MaxAuthTries')
    const offered = wordsOf(view.peek('offered-methods'))
    const free = view.get('free-key-queries')
    const prompts = promptsBesideKeys(view)
    if (typeof tries !== 'number' || typeof free !== 'number' || offered === UNKNOWN || prompts === UNKNOWN)
      return UNKNOWN
    if (tries === 0 || !offered.includes('publickey')) return 'nothing'
    const counted = (keys: number) => Math.max(0, keys - free)
    const keys = view.parameters.agentKeys
    view.get('PubkeyAuthentication')
    if (view.isSet('AuthenticationMethods')) view.get('AuthenticationMethods')
    const wasted = wastedOnPrompts(view, offered, prompts)
    if (prompts.length > 0 && counted(keys) + wasted >= tries) {
      view.get(prompts.includes('password') ? 'PasswordAuthentication' : 'KbdInteractiveAuthentication')
      if (wasted > 0) for (const keyword of ['KbdInteractiveAuthentication', 'UsePAM']) view.get(keyword)
      return 'its password prompt'
    }
    return keys > 0 && counted(keys - 1) >= tries ? 'its right key' : 'nothing'
  },
}

/** Prompts that a client without a good key falls back to: any usable one, or those that begin a list of their own. */
function promptsBesideKeys(view: View): readonly string[] | Unknown {
  const prompts = promptsIn(view)
  const lists = wordsOf(view.peek('method-lists'))
  const live = wordsOf(view.peek('live-method-lists'))
  if (prompts === UNKNOWN || lists === UNKNOWN || live === UNKNOWN) return UNKNOWN
  if (lists.length === 0) return prompts
  // Only where keys may come first as well does a client burn its tries on them.
  const keysFirst = live.some((list) => methodsIn(list)[0] === 'publickey')
  return keysFirst ? prompts.filter((prompt) => live.some((list) => methodsIn(list)[0] === prompt)) : []
}

/**
 * keyboard-interactive that nobody answers costs one try before the client asks for the password (auth2-kbdint.c).
 * Counted only where a line says so: a file that says nothing of PAM is usually joined by one that does.
 */
function wastedOnPrompts(view: View, offered: readonly string[], prompts: readonly string[]): number {
  const dead = offered.includes('keyboard-interactive') && !prompts.includes('keyboard-interactive')
  const said = view.isSet('UsePAM') || view.isSet('KbdInteractiveAuthentication')
  return dead && said && prompts.includes('password') ? 1 : 0
}

export const attempts: readonly Quantity[] = [agentKeys, freeKeyQueries, lostToAgentKeys]
