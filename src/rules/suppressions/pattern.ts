/**
 * Whether a pattern names a rule: its id, where `*` stands for anything (`sshd/*`); the name of the daemon may be left out.
 */
export function namesRule(pattern: string, id: string): boolean {
  return fits(pattern, id) || (!pattern.includes('/') && fits(pattern, id.slice(id.indexOf('/') + 1)))
}

/** Each piece between stars is taken where it comes first: going back to try another place could not help. */
function fits(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text
  const pieces = pattern.split('*')
  const [first = '', last = ''] = [pieces.shift(), pieces.pop()]
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false
  const end = text.length - last.length
  let at = first.length
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found === -1 || found + piece.length > end) return false
    at = found + piece.length
  }
  return true
}
