import type { Refusal, SshdConfig } from '../config.ts'
import { startupSettings } from '../resolve.ts'
import { isNone } from '../values/simple.ts'

/**
 * What sshd says where every host key is certainly missing on the host: it does not start. Apart from the
 * other checks, because a file may well be made for another host than the one that has it.
 */
export function missingHostKeys(config: SshdConfig): Refusal | undefined {
  const kept = startupSettings(config)
  const { value, set } = kept('HostKey')
  const agent = kept('HostKeyAgent')
  const paths = (Array.isArray(value) ? value.map(String) : []).filter((path) => !isNone(path))
  const withAgent = agent.set && !isNone(String(agent.value))
  // The patch for GSSAPI does without host keys.
  if (kept('GSSAPIKeyExchange').value === 'yes') return undefined
  const isThere = (path: string) => config.host.file(path) !== 'missing'
  // Of a key that an agent has, the public half is enough.
  if (paths.some((path) => isThere(path) || (withAgent && isThere(`${path}.pub`)))) return undefined
  return {
    messages: [
      ...(set ? paths.map((path) => `Unable to load host key: ${path}`) : []),
      'sshd: no hostkeys available -- exiting.',
    ],
  }
}
