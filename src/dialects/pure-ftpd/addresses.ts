/** Whether a text is an IPv4 address as inet_pton(3) takes it: four decimal numbers without leading zeros. */
export function isIPv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** Whether a text is an IPv6 address as inet_pton(3) takes it. */
export function isIPv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  const dotted = last?.includes('.') ?? false
  // A dotted tail must be the very end: `1.2.3.4::` has it in front.
  if (dotted && (!isIPv4(last ?? '') || text.endsWith('::'))) return false
  const hexadecimal = dotted ? groups.slice(0, -1) : groups
  if (!hexadecimal.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  const count = hexadecimal.length + (dotted ? 2 : 0)
  return halves.length === 2 ? count < 8 : count === 8
}

/** The four bytes of an IPv4 address as one number. */
export function numberOfIPv4(text: string): number | undefined {
  if (!isIPv4(text)) return undefined
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
