import { isAlgorithmKind } from '../defaults.ts'
import type { Kept } from '../kept.ts'
import { rowAt } from '../keywords/lookup.ts'
import type { Keyword } from '../keywords/types.ts'
import { at, type Target } from '../releases.ts'
import { assemble } from '../values/algorithms.ts'
import type { FailedCheck } from './failed-check.ts'

/** The lists in the order of assemble_algorithms, with the names that it prints. */
const LISTS: readonly (readonly [keyword: Keyword, name: string])[] = [
  ['Ciphers', 'ciphers'],
  ['MACs', 'macs'],
  ['KexAlgorithms', 'kex_algorithms'],
  ['HostKeyAlgorithms', 'hostkeyalgorithms'],
  ['HostbasedAcceptedAlgorithms', 'hostbased_accepted_algos'],
  ['PubkeyAcceptedAlgorithms', 'pubkey_accepted_algos'],
  ['CASignatureAlgorithms', 'ca_sign_algorithms'],
]

const OLD_NAMES: Readonly<Record<string, string>> = {
  hostbased_accepted_algos: 'hostbased_key_types',
  pubkey_accepted_algos: 'pubkey_key_types',
}

/** Lists that hold a negated item, or nothing that sshd knows. Only the first one is told, as sshd does. */
export function unusableAlgorithms(kept: (keyword: Keyword) => Kept, target: Target): FailedCheck[] {
  for (const [keyword, name] of LISTS) {
    const { origins } = kept(keyword)
    const { syntax } = rowAt(keyword, target)
    const literal = origins[0]?.literal
    if (!isAlgorithmKind(syntax) || !Array.isArray(literal)) continue
    if (assemble(literal.map(String), syntax, target) !== 'refused') continue
    const printed = target.release >= at('8.5') ? name : (OLD_NAMES[name] ?? name)
    return [
      {
        rule: 'sshd/unusable-algorithm-list',
        message: `sshd does not start: nothing usable is left of ${keyword}, or an item begins with !.`,
        messages: [
          target.release >= at('7.8')
            ? `assemble_algorithms: ${printed}: invalid argument`
            : 'kex_assemble_names failed',
        ],
        lines: origins,
      },
    ]
  }
  return []
}
