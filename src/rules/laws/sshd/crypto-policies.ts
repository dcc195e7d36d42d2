import type { Config, Problem, Setting } from '../../../dialects/dialect.ts'
import { isFailure } from '../../../host/host.ts'
import type { LawOfTheFile } from '../laws.ts'
import { type KeywordLine, keywordLines } from './lines.ts'

/** What the policy of the Red Hat family sets (crypto-policies, openssh server back-end). */
const POLICY_KEYWORDS = [
  'Ciphers',
  'MACs',
  'KexAlgorithms',
  'HostKeyAlgorithms',
  'PubkeyAcceptedAlgorithms',
  'CASignatureAlgorithms',
  'GSSAPIKexAlgorithms',
  'RequiredRSASize',
]

/** RHEL 8 and its kin hand the policy to sshd on the command line; their own file says so in a comment. */
const COMMAND_LINE = /will not have any effect here|CRYPTO_POLICY|overridden by command-line options/

/** Algorithms that the policy of the system overrides, where the policy itself was not given: a lone copy of the configuration. */
export const cryptoPolicies: LawOfTheFile = (config, host) => {
  const policy = policyOf(config, (path) => !isFailure(host.read(path)))
  if (!policy) return []
  return config.settings.flatMap((setting): Problem[] => {
    if (!POLICY_KEYWORDS.includes(setting.keyword) || setting.guard !== undefined) return []
    if (!isAfter(setting, policy, config)) return []
    return [
      {
        ...setting,
        rule: 'sshd/overridden-by-crypto-policy',
        message: `The crypto policy of the system sets ${setting.keyword} before this line is read, so the line has no effect; change the policy, or set the keyword in a drop-in that is read earlier.`,
        refused: false,
        related: [{ source: policy.source, node: policy.node, note: policy.note }],
      },
    ]
  })
}

interface Policy {
  source: Setting['source']
  node: KeywordLine | { position?: Setting['node']['position'] }
  note: string
  /** The policy holds whatever the file says. */
  everywhere: boolean
}

function policyOf(config: Config, isGiven: (path: string) => boolean): Policy | undefined {
  for (const { source, node } of keywordLines(config)) {
    if (node.keyword.toLowerCase() !== 'include') continue
    const path = node.children.find(({ value }) => value.includes('crypto-policies'))?.value
    if (path === undefined) continue
    // Where the policy was read, its lines speak for themselves.
    return isGiven(path) ? undefined : { source, node, note: 'the policy is read here', everywhere: false }
  }
  for (const source of config.sources) {
    const node = source.root.children.find(
      (line) =>
        line.type === 'comment' &&
        COMMAND_LINE.test(line.value) &&
        /crypt|overridden|effect/i.test(line.value),
    )
    const isPolicy = source.root.children.some(
      (line) => line.type === 'comment' && /crypto policy|crypto-policies|CRYPTO_POLICY/i.test(line.value),
    )
    if (node && isPolicy)
      return { source, node, note: 'the policy stands on the command line', everywhere: true }
  }
  return undefined
}

/** Whether sshd reads the line after the Include of the policy: later in the same file, or in a file that is read later. */
function isAfter(setting: Setting, policy: Policy, { sources }: Config): boolean {
  if (policy.everywhere) return true
  if (setting.source === policy.source) return offset(setting.node) > offset(policy.node)
  const [setAt, readAt] = [sources.indexOf(setting.source), sources.indexOf(policy.source)]
  if (setAt !== 0) return setAt > readAt
  // The main file includes the others, usually at its top.
  const include = setting.source.root.children.find(
    (line) => line.type === 'directive' && line.keyword.toLowerCase() === 'include',
  )
  return include !== undefined && offset(setting.node) > offset(include)
}

function offset(node: { position?: { start: { offset?: number | undefined } } | undefined }): number {
  return node.position?.start.offset ?? 0
}
