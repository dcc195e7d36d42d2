import type { Criterion, Guard, PatternList } from '../dialects/dialect.ts'
import { type Addresses, addressVariants } from './addresses.ts'
import { addressesThatFit } from './addresses-that-fit.ts'
import * as Bits from './bit-set.ts'
import type { Effort } from './effort.ts'
import { OptionIndex } from './option-index.ts'
import { Numbering } from './pattern-lists.ts'
import { Requirements } from './requirements.ts'
import { type TextOptions, textVariants } from './texts.ts'
import type { Variants } from './variants.ts'

/** What is chosen for the attributes of a connection other than its user. Absent: anything will do. */
export interface Choice {
  host?: string
  address?: Addresses
  localAddress?: Addresses
  localPort?: number
  rdomain?: string
}

/** One value of an attribute, and the guards that have all they ask of that attribute. */
export interface Option {
  met: Bits.BitSet
  choice: Choice
}

/** An attribute whose value is independent of all others. */
export interface Axis {
  /** One option for each set of guards that can be met, the smaller sets first. */
  readonly index: OptionIndex<Option>
  readonly complete: boolean
}

type Kind = Criterion['kind']
type CriterionOf<K extends Kind> = Extract<Criterion, { kind: K }>

/** The different criteria of one kind, and what each guard needs of them. */
export function criteriaOf<K extends Kind>(
  guards: readonly Guard[],
  kind: K,
): { criteria: CriterionOf<K>[]; needs: number[][] } {
  const numbering = new Numbering<CriterionOf<K>>()
  const isOfKind = (criterion: Criterion): criterion is CriterionOf<K> => criterion.kind === kind
  const needs = guards.map((guard) => {
    const numbers = guard.criteria
      .filter(isOfKind)
      .map((criterion) => numbering.of(JSON.stringify(criterion), criterion))
    return [...new Set(numbers)]
  })
  return { criteria: numbering.things, needs }
}

/** The attributes on which the guards have criteria, the user left out. */
export interface Axes {
  axes: readonly Axis[]
  /** Host names with the same text here meet the same criteria. */
  hostOption: (host: string) => string
  /** Addresses with the same text here meet the same criteria. */
  addressOption: (address: string) => string
}

/** `effort`: bounds the search for values of each attribute. */
export function axesOf(guards: readonly Guard[], effort: () => Effort): Axes {
  const host = criteriaOf(guards, 'host')
  const rdomain = criteriaOf(guards, 'rdomain')
  const address = criteriaOf(guards, 'address')
  const localAddress = criteriaOf(guards, 'local-address')
  const localPort = criteriaOf(guards, 'local-port')
  const texts = ({ criteria }: typeof host | typeof rdomain, options: TextOptions) => {
    const lists = criteria.map(({ patterns }) => patterns)
    return lists.length === 0 ? notAsked : textVariants(lists, options, effort())
  }
  const addressesOf = ({ criteria }: typeof address | typeof localAddress, end: 'remote' | 'local') => {
    const lists = criteria.map(({ networks }) => networks)
    return lists.length === 0 ? notAsked : addressVariants(lists, end, effort())
  }
  const hosts = texts(host, hostOptions(host.criteria.flatMap(({ patterns }) => patterns)))
  const addresses = addressesOf(address, 'remote')
  const axes = [
    axis(host.needs, hosts, (value) => ({ host: value })),
    axis(rdomain.needs, texts(rdomain, rdomainOptions), (value) => ({ rdomain: value })),
    axis(address.needs, addresses, (value) => ({ address: value })),
    axis(localAddress.needs, addressesOf(localAddress, 'local'), (value) => ({ localAddress: value })),
    axis(localPort.needs, portVariants(localPort.criteria.map(({ port }) => port)), (value) => ({
      localPort: value,
    })),
  ]
  return {
    axes: axes.filter(({ index }) => !Bits.isEmpty(index.asking)),
    hostOption: (name) => hosts.holdsFor(name).join(),
    addressOption: (text) => addresses.holdsFor(text).join(),
  }
}

/** The variants of an attribute on which no guard has a criterion: no matter which. */
const notAsked = { list: [], complete: true, holdsFor: () => [] } as const

function hostOptions(patterns: PatternList): TextOptions {
  const addresses = addressesThatFit(patterns.map(({ pattern }) => pattern))
  const suggestions = ['client.example.net', 'host.example.com', '192.0.2.1', ...addresses]
  return { suggestions, empty: false, lowerCase: true }
}

/** Connections have no routing domain on Linux, unless somebody gave them one. */
const rdomainOptions = { suggestions: ['', 'vrf1'], empty: true, lowerCase: false }

function portVariants(ports: readonly number[]): Variants<number> {
  const other = [22, 2222, ...Array.from({ length: ports.length + 1 }, (_, i) => 1024 + i)].find(
    (port) => !ports.includes(port),
  )
  const list = ports.map((port, criterion) => ({ holds: [criterion], value: port }))
  return { list: [...list, { holds: [], value: other ?? 0 }], complete: true }
}

function axis<Value>(
  needs: readonly (readonly number[])[],
  variants: Variants<Value>,
  choose: (value: Value) => Choice,
): Axis {
  const requirements = new Requirements(needs)
  const found = new Map<string, Option>()
  for (const { holds, value } of variants.list) {
    const met = requirements.metBy(holds)
    const key = Bits.keyOf(met)
    if (!found.has(key)) found.set(key, { met, choice: choose(value) })
  }
  const options = [...found.values()].sort((a, b) => Bits.count(a.met) - Bits.count(b.met))
  return { index: new OptionIndex(options, requirements.asking), complete: variants.complete }
}
