import type { Address } from './address-text.ts'
import type { Network } from './pattern-lists.ts'

interface Node {
  readonly id: number
  readonly children: [Node | undefined, Node | undefined]
  /** The networks, by number, that begin exactly here. */
  readonly networks: number[]
}

/** How far an address has been read, and the networks that it certainly lies in. */
export interface NetworkProgress {
  readonly inside: readonly number[]
  /** Undefined where no further network is possible. */
  readonly node: Node | undefined
}

/** The networks of one address family, as a tree of bits. */
export class NetworkTree {
  #nodes = 0
  readonly #root = this.#newNode()
  readonly #bytes: number

  /** `bytes`: the length of an address, 4 or 16; networks of the other length are left out. */
  constructor(networks: readonly (Network | undefined)[], bytes: 4 | 16) {
    this.#bytes = bytes
    for (const [number, network] of networks.entries())
      if (network?.address.length === bytes) this.#insert(network, number)
  }

  #insert({ address, bits }: Network, number: number): void {
    let node = this.#root
    for (let depth = 0; depth < bits; depth++) {
      const bit = bitAt(address, depth)
      const child = node.children[bit] ?? this.#newNode()
      node.children[bit] = child
      node = child
    }
    node.networks.push(number)
  }

  #newNode(): Node {
    return { id: this.#nodes++, children: [undefined, undefined], networks: [] }
  }

  get start(): NetworkProgress {
    return { inside: this.#root.networks, node: this.#root }
  }

  /** What follows when the next `width` bits of the address are those of `value`. */
  step(from: NetworkProgress, value: number, width: number): NetworkProgress {
    let { inside, node } = from
    for (let bit = width - 1; bit >= 0 && node; bit--) {
      node = node.children[((value >> bit) & 1) as 0 | 1]
      if (node && node.networks.length > 0) inside = [...inside, ...node.networks]
    }
    return { inside, node }
  }

  /** The networks that an address lies in. */
  containing(address: Address): readonly number[] {
    return address.reduce((progress, byte) => this.step(progress, byte, 8), this.start).inside
  }

  /** One address for every set of networks that an address can lie in, the lowest that is the first of its part. */
  *regions(): Iterable<Address> {
    yield* this.#regionsBelow(this.#root, new Array<number>(this.#bytes).fill(0), 0, { found: false })
  }

  /** `outside`: whether an address was found that lies in the same networks and in none below. */
  *#regionsBelow(
    node: Node,
    prefix: readonly number[],
    depth: number,
    outside: { found: boolean },
  ): Iterable<Address> {
    const same = node.networks.length > 0 ? { found: false } : outside
    const [zero, one] = node.children
    for (const [bit, child] of [zero, one].entries()) {
      if (!child && (same.found || (bit === 1 && !zero))) continue
      const start = bit === 0 ? prefix : withBit(prefix, depth)
      if (child) yield* this.#regionsBelow(child, start, depth + 1, same)
      else {
        same.found = true
        yield firstHost(start, zero || one ? depth + 1 : depth)
      }
    }
  }
}

/** The first address of a network that people give to a machine: 10.0.0.1 for 10.0.0.0/8. */
export function firstHost(start: Address, bits: number): Address {
  return start.length * 8 - bits < 1 ? start : withBit(start, start.length * 8 - 1)
}

function bitAt(address: Address, depth: number): 0 | 1 {
  return ((address[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1 ? 1 : 0
}

function withBit(address: Address, depth: number): Address {
  return address.map((byte, i) => (i === depth >> 3 ? byte | (0x80 >> (depth & 7)) : byte))
}
