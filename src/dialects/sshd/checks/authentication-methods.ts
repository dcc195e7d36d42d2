import type { Kept } from '../kept.ts'
import type { Keyword } from '../keywords/types.ts'
import type { FailedCheck } from './failed-check.ts'

/** The keyword that switches a method on. `none` is always on. */
const SWITCHES: Readonly<Record<string, Keyword>> = {
  publickey: 'PubkeyAuthentication',
  password: 'PasswordAuthentication',
  'keyboard-interactive': 'KbdInteractiveAuthentication',
  hostbased: 'HostbasedAuthentication',
  'gssapi-with-mic': 'GSSAPIAuthentication',
}

/** check of main in sshd.c: at least one list of AuthenticationMethods must consist of enabled methods. */
export function unsatisfiable(kept: (keyword: Keyword) => Kept): FailedCheck[] {
  const { value, origins } = kept('AuthenticationMethods')
  const lists = Array.isArray(value) ? value.map(String) : []
  if (lists.length === 0 || lists.join() === 'any') return []
  const disabled = lists.map((list) => ({ list, method: disabledMethod(list, kept) }))
  if (disabled.some(({ method }) => method === undefined)) return []
  const names = [...new Set(disabled.map(({ method }) => method))].join(', ')
  return [
    {
      rule: 'sshd/unsatisfiable-authentication-methods',
      message: `sshd does not start: every list of AuthenticationMethods needs a method that is off (${names}).`,
      messages: [
        ...disabled.map(
          ({ list, method }) => `Disabled method "${method}" in AuthenticationMethods list "${list}"`,
        ),
        'AuthenticationMethods cannot be satisfied by enabled authentication methods',
      ],
      lines: [
        ...origins,
        ...disabled.flatMap(({ method }) => {
          const keyword = SWITCHES[method ?? '']
          return keyword ? kept(keyword).origins : []
        }),
      ],
    },
  ]
}

function disabledMethod(list: string, kept: (keyword: Keyword) => Kept): string | undefined {
  return list
    .split(',')
    .map((method) => method.replace(/:.*$/s, ''))
    .find((method) => {
      const keyword = SWITCHES[method]
      return keyword !== undefined && kept(keyword).value !== 'yes'
    })
}
