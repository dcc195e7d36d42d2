import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, Setting, View } from '../../dialect.ts'
import type { AlgorithmKind } from '../known-algorithms.ts'

/** The keywords that hold lists of algorithms, with the kind of their members. */
export const LISTS: readonly (readonly [keyword: string, kind: AlgorithmKind])[] = [
  ['KexAlgorithms', 'kex'],
  ['HostKeyAlgorithms', 'keys'],
  ['Ciphers', 'ciphers'],
  ['MACs', 'macs'],
  ['PubkeyAcceptedAlgorithms', 'keys'],
  ['HostbasedAcceptedAlgorithms', 'keys'],
  ['CASignatureAlgorithms', 'signatures'],
]

export const LIST_KEYWORDS = LISTS.map(([keyword]) => keyword)

/** A list as somebody wrote it: the prefix (`+`, `-`, `^` or nothing) and its items. */
export interface Written {
  origin: Setting
  prefix: string
  items: readonly string[]
}

/** The list as it stands on its line; `undefined` for the default and for templates. */
export function writtenList(view: View, keyword: string): Written | undefined {
  const [origin] = view.peekSetting(keyword).origins
  if (!origin || origin.value === UNKNOWN) return undefined
  const text = origin.text.trim().replace(/^"(.*)"$/, '$1')
  const prefix = /^[-+^]/.exec(text)?.[0] ?? ''
  return { origin, prefix, items: text.slice(prefix.length).split(',') }
}

/** Makes a quantity of what is wrong with each list, and takes the lists where something is as evidence. */
export function faultsOf(
  name: string,
  summary: string,
  find: (list: Written, kind: AlgorithmKind, view: View, keyword: string) => readonly string[],
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [...LIST_KEYWORDS, 'mac-matters'],
    compute: (view) =>
      LISTS.flatMap(([keyword, kind]) => {
        const list = writtenList(view, keyword)
        const found = list ? find(list, kind, view, keyword) : []
        if (found.length > 0) view.get(keyword)
        return found
      }),
  }
}
