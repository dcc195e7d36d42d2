import { type Host, isFailure, UNKNOWN } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import { strtonum } from './numbers.ts'
import { USUAL_SERVICES } from './usual-services.ts'

/** a2port of misc.c: 0 to 65535, or the name of a TCP service that the host knows; -1 where it is neither. */
export function portNumber(text: string, host: Host): number {
  const number = strtonum(text, 0n, 65_535n)
  return typeof number === 'bigint' ? Number(number) : (servicePort(text, host) ?? -1)
}

const SERVICES = '/etc/services'

/** getservbyname(3) with protocol tcp, from /etc/services; where nothing is known of that file, as most hosts have it. */
function servicePort(name: string, host: Host): number | undefined {
  if (!/^[a-zA-Z][\w.+-]*$/.test(name)) return undefined
  const bytes = host.read(SERVICES)
  if (isFailure(bytes)) return host.file(SERVICES) === UNKNOWN ? USUAL_SERVICES.get(name) : undefined
  for (const line of decodeBytes(bytes).text.split('\n')) {
    const [service, port = '', ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (service !== name && !aliases.includes(name)) continue
    const number = /^(\d+)\/tcp$/.exec(port)?.[1]
    if (number !== undefined) return Number(number)
  }
  return undefined
}

/** hpdelim of misc.c: cuts a host off, up to `:` or `/`, which its users take up to 7.7 only. */
export function cutHost(
  text: string,
): { host: string; rest: string | undefined; delimiter: string } | undefined {
  let end: number
  if (text.startsWith('[')) {
    const close = text.indexOf(']')
    if (close === -1) return undefined
    end = close + 1
  } else {
    end = text.search(/[:/]/)
    if (end === -1) end = text.length
  }
  const delimiter = text.charAt(end)
  if (delimiter === '') return { host: text, rest: undefined, delimiter }
  if (delimiter !== ':' && delimiter !== '/') return undefined
  return { host: text.slice(0, end), rest: text.slice(end + 1), delimiter }
}

/** cleanhostname of misc.c: without the brackets around it. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}
