/** The loopback interface is the first of every network namespace. */
const LOOPBACK = 'lo'

/**
 * __inet6_scopeid_pton of the C library: the interface that stands behind the `%` of an IPv6 address.
 * @param bytes of the address; only link-local ones take a name
 * @returns its number in decimal, or its name where only the host knows the number; empty for number 0, which is no
 *   interface, and `undefined` for what is none
 */
export function interfaceOf(scope: string, bytes: readonly number[]): string | undefined {
  if (scope === LOOPBACK && isLinkLocal(bytes)) return '1'
  if (/^\d{1,20}$/.test(scope)) {
    const number = BigInt(scope)
    return number > 0xffff_ffffn ? undefined : number === 0n ? '' : String(number)
  }
  return isLinkLocal(bytes) && /^[^*?/:\s]{1,15}$/.test(scope) ? scope : undefined
}

/** An interface, as {@link interfaceOf} gives it, as getnameinfo(3) writes it behind an address: with its `%`. */
export function scopeText(name: string, bytes: readonly number[]): string {
  if (name === '') return ''
  return `%${name === '1' && isLinkLocal(bytes) ? LOOPBACK : name}`
}

/** IN6_IS_ADDR_LINKLOCAL and IN6_IS_ADDR_MC_LINKLOCAL of netinet/in.h. */
function isLinkLocal([first = 0, second = 0]: readonly number[]): boolean {
  return (first === 0xfe && (second & 0xc0) === 0x80) || (first === 0xff && (second & 0x0f) === 0x02)
}
