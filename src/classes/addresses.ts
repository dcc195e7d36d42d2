import type { AddressList } from '../dialects/dialect.ts'
import { dottedIPv6Networks, dottedIPv6Shape, ipv4Shape, ipv6Shape, type Shape } from './address-shapes.ts'
import { addressText, parseAddress } from './address-text.ts'
import { walkAddresses } from './address-walk.ts'
import type { Effort } from './effort.ts'
import { firstHost, NetworkTree } from './networks.ts'
import { Lists, type Network, Numbering } from './pattern-lists.ts'
import type { Variant, Variants } from './variants.ts'
import { toBytes, Wildcards } from './wildcards.ts'

/** Addresses of one variant, where there are such, as text. */
export interface Addresses {
  ipv4?: string
  ipv6?: string
}

export interface AddressVariants extends Variants<Addresses> {
  /** The criteria that hold for an address. */
  holdsFor(address: string): readonly number[]
}

/** Addresses for people: those set aside for documentation, then those in every home. */
const remoteAddresses = [
  ...['192.0.2.1', '192.0.2.2', '198.51.100.1', '203.0.113.1', '10.0.0.1', '192.168.0.1', '172.16.0.1'],
  ...['2001:db8::1', '2001:db8::2', 'fd00::1', 'fe80::1'],
]
/** The same for the server's end of a connection. */
const localAddresses = ['192.0.2.2', '2001:db8::2', ...remoteAddresses]

/** All variants of an address under these criteria. */
export function addressVariants(
  criteria: readonly AddressList[],
  end: 'remote' | 'local',
  effort: Effort,
): AddressVariants {
  const networks = new Numbering<Network | undefined>()
  const patterns = new Numbering<string>()
  const lists = new Lists(
    criteria.map((list) =>
      list.map((item) => ({ negated: item.negated, asks: numberOf(item, networks, patterns) })),
    ),
  )
  const texts = patterns.things.map(toBytes)
  const wildcards = new Wildcards(texts)
  const tangled = (family: RegExp) => texts.filter((pattern) => pattern !== '*' && family.test(pattern))
  const tangledIPv6 = tangled(mayMatch.ipv6)
  const onlyDotted = tangledIPv6.every((pattern) => pattern.includes('.'))
  const borders = onlyDotted && tangledIPv6.length > 0 ? dottedIPv6Networks : []
  const trees = {
    ipv4: new NetworkTree(networks.things, 4),
    ipv6: new NetworkTree([...networks.things, ...borders], 16),
  }
  const holdsFor = (text: string) => {
    const address = parseAddress(text) ?? []
    const inside = trees[address.length === 4 ? 'ipv4' : 'ipv6'].containing(address)
    const matching = wildcards.matching(text).map((number) => -1 - number)
    return lists.verdicts([...inside, ...matching]).accept
  }

  const found = new Map<string, Variant<Addresses>>()
  const add = (text: string) => {
    const holds = holdsFor(text)
    const key = holds.join()
    const { value } = found.get(key) ?? { value: {} }
    const family = text.includes(':') ? 'ipv6' : 'ipv4'
    found.set(key, { holds, value: { [family]: text, ...value } })
  }
  const suggested = networks.things.flatMap((network) =>
    network ? [firstHost(network.address, network.bits)] : [],
  )
  for (const address of suggested) add(addressText(address))
  for (const text of end === 'remote' ? remoteAddresses : localAddresses) add(text)
  for (const text of patterns.things.flatMap(instances)) add(text)
  let complete = true
  const walk = (shape: Shape, tree: NetworkTree) => {
    if (!walkAddresses(shape, tree, wildcards, effort.part(mostWalkSteps, leastWalkSteps), add))
      complete = false
  }
  if (tangled(mayMatch.ipv4).length > 0) walk(ipv4Shape, trees.ipv4)
  else for (const address of trees.ipv4.regions()) add(addressText(address))
  if (tangledIPv6.length > 0) walk(onlyDotted ? dottedIPv6Shape : ipv6Shape, trees.ipv6)
  if (onlyDotted) for (const address of trees.ipv6.regions()) add(addressText(address))
  if (!complete) for (const text of likelyAddresses(wildcards)) add(text)
  return { list: [...found.values()], complete, holdsFor }
}

/** Steps for the texts of one address family: at most, and those that there are in any case. */
const mostWalkSteps = 60_000
const leastWalkSteps = 1000

/** For each way in which simple addresses match wildcard patterns, the first few of them. */
function likelyAddresses(wildcards: Wildcards): string[] {
  const found = new Map<string, string>()
  const shapes = [
    '10.0.0.#',
    '1.0.0.#',
    '1.0.#.1',
    '1.#.0.1',
    '#.0.0.1',
    '10.#.0.1',
    '10.0.#.1',
    '#.#.#.#',
    '2#.1#.0.1',
    '1#.2.0.#',
  ]
  const numbers = Array.from({ length: 256 }, (_, number) => number)
  for (const shape of shapes)
    for (const number of numbers) {
      const text = shape.replaceAll('#', `${number}`)
      const key = parseAddress(text) && wildcards.matching(text).join()
      if (key !== undefined && !found.has(key)) found.set(key, text)
    }
  for (const number of numbers) {
    const text = `2001:db8::${(number + 1).toString(16)}`
    const key = wildcards.matching(text).join()
    if (!found.has(key)) found.set(key, text)
  }
  return [...found.values()]
}

/** Networks count from 0 up, patterns from -1 down. */
function numberOf(
  item: AddressList[number],
  networks: Numbering<Network | undefined>,
  patterns: Numbering<string>,
): number {
  if ('pattern' in item) return -1 - patterns.of(item.pattern, item.pattern)
  const { address, bits } = item.network
  return networks.of(`${address.join('.')}/${bits}`, item.network)
}

/** Patterns that some address of the family may match; all others certainly match none. */
const mayMatch = {
  ipv4: /^[0-9.*?]+$/,
  ipv6: /^(?![0-9]+\.)[0-9a-f:.*?]+$/,
}

/** Addresses that a pattern is likely to mean: `10.*` is 10.0.0.1 to people. */
function instances(pattern: string): string[] {
  return ['0.0.1', '0.1', '1', ':1', '::1', '0'].flatMap((run) => {
    const text = pattern.replace(/\*$/, run).replaceAll('*', '0').replaceAll('?', '1')
    return parseAddress(text) ? [text] : []
  })
}
