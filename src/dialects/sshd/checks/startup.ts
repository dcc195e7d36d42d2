import { UNKNOWN } from '../../../host/host.ts'
import { asciiLowerCase } from '../../../syntax/ascii.ts'
import type { Problem } from '../../dialect.ts'
import type { Refusal, SshdConfig } from '../config.ts'
import { listening } from '../dump/listen.ts'
import { addressesOf, familyOf, portsOf } from '../dump/listen-settings.ts'
import type { Kept } from '../kept.ts'
import type { Keyword } from '../keywords/types.ts'
import { unusableAlgorithms } from './algorithms.ts'
import { unsatisfiable } from './authentication-methods.ts'
import type { FailedCheck } from './failed-check.ts'

/**
 * What keeps sshd from starting although it took every line, in the order of its main function: addresses to
 * listen on, algorithm lists, commands without a user, methods that cannot be satisfied. Host keys are left
 * out: whether they are there is a matter of the host that the file is made for.
 */
export function startupChecks(config: SshdConfig, kept: (keyword: Keyword) => Kept): readonly FailedCheck[] {
  return [
    ...badListenAddress(kept),
    ...unusableAlgorithms(kept, config.target),
    ...commandWithoutUser(kept, 'AuthorizedKeysCommand', 'AuthorizedKeysCommandUser'),
    ...commandWithoutUser(kept, 'AuthorizedPrincipalsCommand', 'AuthorizedPrincipalsCommandUser'),
    ...unsatisfiable(kept),
  ]
}

/** The finding that a failed check makes; `undefined` where no line stands behind it. */
export function problemOf(check: FailedCheck): Problem | undefined {
  const [line, ...others] = check.lines
  // What a template leaves open may well be right.
  if (!line || check.lines.some(({ value }) => value === UNKNOWN)) return undefined
  return {
    source: line.source,
    node: line.node,
    rule: check.rule,
    message: check.message,
    daemon: check.messages.join('\n'),
    refused: true,
    ...(others.length > 0 && {
      related: others.map(({ source, node, written }) => ({ source, node, note: `${written} takes part` })),
    }),
  }
}

/** These checks blame no line: the daemon prints neither file nor number. */
export function refusalOf(check: FailedCheck): Refusal {
  return { messages: check.messages }
}

function badListenAddress(kept: (keyword: Keyword) => Kept): FailedCheck[] {
  const result = listening(addressesOf(kept), portsOf(kept), familyOf(kept))
  if (!('reason' in result)) return []
  const { host, reason } = result
  return [
    {
      rule: 'sshd/bad-listen-address',
      message: `sshd does not start: it cannot listen on ${host || 'an address without a host'} (${reason}).`,
      messages: [`bad addr or host: ${host} (${reason})`],
      lines: [
        ...kept('ListenAddress').origins.filter(({ text }) => text.includes(host)),
        ...kept('AddressFamily').origins,
      ],
    },
  ]
}

function commandWithoutUser(
  kept: (keyword: Keyword) => Kept,
  command: Keyword,
  user: Keyword,
): FailedCheck[] {
  const program = kept(command)
  const off = !program.set || asciiLowerCase(String(program.value)) === 'none'
  if (off || kept(user).set) return []
  return [
    {
      rule: 'sshd/command-without-user',
      message: `sshd does not start: ${command} needs ${user}, the account that the command runs as.`,
      messages: [`${command} set without ${user}`],
      lines: program.origins,
    },
  ]
}
