/** The daemon keeps this many bytes of a login (1.0.50; MAX_USER_LENGTH of ftpd.h, and one more). */
export const LONGEST_LOGIN = 128

/** What the daemon makes of the name behind USER. */
export function keptLogin(login: string): string {
  if (login.length * 3 <= LONGEST_LOGIN) return login
  const bytes = new TextEncoder().encode(login)
  return bytes.length <= LONGEST_LOGIN ? login : new TextDecoder().decode(bytes.subarray(0, LONGEST_LOGIN))
}
