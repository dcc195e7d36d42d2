import type { Config } from '../../dialect.ts'

/** The switch of each method, in the order in which sshd's table has them (auth2.c authmethods). */
export const switches: readonly (readonly [method: string, keyword: string])[] = [
  ['publickey', 'PubkeyAuthentication'],
  ['gssapi-with-mic', 'GSSAPIAuthentication'],
  ['password', 'PasswordAuthentication'],
  ['keyboard-interactive', 'KbdInteractiveAuthentication'],
  ['hostbased', 'HostbasedAuthentication'],
]

export const switchKeywords = switches.map(([, keyword]) => keyword)

/** The methods that a line, or the default, switches on for any connection at all; a line that a template leaves open counts. */
export function enabledSomewhere(config: Config): string[] {
  const unconditional = config.effective(() => false)
  return switches
    .filter(
      ([, keyword]) =>
        unconditional.get(keyword).value === 'yes' ||
        config.settings.some((setting) => setting.keyword === keyword && setting.value !== 'no'),
    )
    .map(([method]) => method)
}
