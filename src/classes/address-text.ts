/** An address as bytes: 4 of them for IPv4, 16 for IPv6. */
export type Address = readonly number[]

/** The address as inet_ntop(3) prints it: what sshd compares with wildcard patterns, and what `-C addr=` takes. */
export function addressText(address: Address): string {
  if (address.length === 4) return address.join('.')
  const words = wordsOf(address)
  const gap = longestGap(words)
  if (endsInDots(words, gap)) return `${gap.length === 6 ? '::' : '::ffff:'}${address.slice(12).join('.')}`
  const hex = (from: number, to: number) =>
    words
      .slice(from, to)
      .map((word) => word.toString(16))
      .join(':')
  if (gap.length < 2) return hex(0, 8)
  return `${hex(0, gap.start)}::${hex(gap.start + gap.length, 8)}`
}

function wordsOf(address: Address): number[] {
  return Array.from({ length: 8 }, (_, i) => (address[2 * i] ?? 0) * 256 + (address[2 * i + 1] ?? 0))
}

/** The first of the longest runs of zero words. */
function longestGap(words: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (let i = 0; i <= words.length; i++) {
    if (words[i] === 0) continue
    if (i - start > best.length) best = { start, length: i - start }
    start = i + 1
  }
  return best
}

/** IPv4-compatible and IPv4-mapped addresses are printed with dots. */
function endsInDots(words: readonly number[], gap: { start: number; length: number }): boolean {
  return gap.start === 0 && (gap.length === 6 || (gap.length === 5 && words[5] === 0xffff))
}

/** The address that a text stands for; undefined where it is not the text of an address. */
export function parseAddress(text: string): Address | undefined {
  const address = text.includes(':') ? parseIPv6(text) : parseIPv4(text)
  return address && addressText(address) === text ? address : undefined
}

function parseIPv4(text: string): number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined
  return parts.map(Number)
}

function parseIPv6(text: string): number[] | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const dotted = tail?.[2] === undefined ? undefined : parseIPv4(tail[2])
  if (tail && !dotted) return undefined
  const halves = (tail?.[1] ?? text).split('::')
  if (halves.length > 2) return undefined
  const [head = [], rest = []] = halves.map((half) => half.split(':').filter((part) => part !== ''))
  if (![...head, ...rest].every((part) => /^[0-9a-f]{1,4}$/.test(part))) return undefined
  const bytesOf = (parts: string[]) =>
    parts.flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255])
  const before = bytesOf(head)
  const after = [...bytesOf(rest), ...(dotted ?? [])]
  const missing = 16 - before.length - after.length
  if (halves.length === 2 ? missing < 0 : missing !== 0) return undefined
  return [...before, ...new Array<number>(missing).fill(0), ...after]
}
