/**
 * Whether a pattern names a rule: its id, where `*` stands for anything (`sshd/*`); the name of the daemon may be left out.
 */
export function namesRule(pattern: string, id: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[^\w-]/g, '\\$&'))
  const written = new RegExp(`^${parts.join('.*')}$`)
  return written.test(id) || (!pattern.includes('/') && written.test(id.slice(id.indexOf('/') + 1)))
}
