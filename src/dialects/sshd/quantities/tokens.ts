import { type Account, UNKNOWN } from '../../../host/host.ts'

/** Expands %h %u %U %% as sshd does for files of a user (sshd_config(5) TOKENS); what is not known stays as written. */
export function expandTokens(path: string, { name, uid, home }: Account): string {
  return path.replace(/%(.)/g, (token, letter: string) => {
    if (letter === 'u') return name
    if (letter === 'U') return String(uid)
    if (letter === 'h') return home === UNKNOWN ? token : home
    return letter === '%' ? '%' : token
  })
}

/** Tokens in a value that are not among those allowed: sshd ends the connection when it meets one. */
export function strangeTokens(value: string, allowed: string): string[] {
  const found = [...value.matchAll(/%(.?)/g)].map(([token, letter = '']) => ({ token, letter }))
  return found
    .filter(({ letter }) => letter === '' || !`%${allowed}`.includes(letter))
    .map(({ token }) => token)
}
