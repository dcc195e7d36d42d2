import { type Host, isFailure } from '../../../host/host.ts'
import { at } from '../releases.ts'
import { cutHost, portNumber, withoutBrackets } from './ports.ts'
import { type Reader, refuse } from './reading.ts'

const MOST_PORTS = 256

/** Port. */
export const port: Reader = (line) => {
  if (line.before.length >= MOST_PORTS) return refuse(line, 'too many ports.')
  const word = line.words.next()
  if (!word) return refuse(line, 'missing port number.')
  const number = portNumber(word, line.host)
  return number > 0 ? [String(number)] : refuse(line, 'Badly formatted port number.')
}

/** ListenAddress: a bare IPv6 address never has a port. */
export const listenAddress: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing address')
  const bareIPv6 = !word.includes('[') && /:.*:/s.test(word)
  const cut = bareIPv6 ? { host: word, rest: undefined, delimiter: '' } : cutHost(word)
  if (!cut || (cut.delimiter === '/' && line.target.release >= at('7.8')))
    return refuse(line, 'bad address:port usage')
  const number = cut.rest === undefined ? 0 : portNumber(cut.rest, line.host)
  if (number < 0 || (cut.rest !== undefined && number === 0)) return refuse(line, 'bad port number')
  const host = bareIPv6 ? word : withoutBrackets(cut.host)
  const domain = line.words.next()
  if (domain === undefined) return { addresses: [{ host, port: number }] }
  const rdomain = line.words.next()
  if (domain !== 'rdomain' || rdomain === undefined) return refuse(line, 'bad ListenAddress syntax')
  if (line.target.release >= at('8.1') && !mayBeDomain(rdomain, line.host)) {
    return refuse(line, 'bad routing domain')
  }
  return { addresses: [{ host, port: number, rdomain }] }
}

const INTERFACES = '/sys/class/net'

/** In bytes; the kernel cuts off what is longer. */
const LONGEST_INTERFACE = 15

/** sys_valid_rdomain of port-net.c: on Linux any interface will do, and no name at all. Unless somebody tells what there is, it may be one. */
function mayBeDomain(name: string, host: Host): boolean {
  const interfaces = host.list(INTERFACES)
  return name === '' || isFailure(interfaces) || interfaces.includes(name.slice(0, LONGEST_INTERFACE))
}
