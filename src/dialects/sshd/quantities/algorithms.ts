import type { Quantity } from '../../dialect.ts'
import { targetFor } from '../releases.ts'
import { assemble } from '../values/algorithms.ts'
import { faultsOf } from './algorithm-lists.ts'
import { isConditional, isSelective } from './blocks.ts'

/** kex_assemble_names starts from the compiled-in default, never from the list of the whole file (servconf.c assemble_algorithms). */
const restrictionsLost = faultsOf(
  'algorithm-lists-started-over',
  'Lists that a Match block adds to or removes from, while the whole file has a list of its own that is thereby lost',
  ({ origin, prefix }, _, view, keyword) => {
    const [everywhere] = view.config.effective(() => false).get(keyword).origins
    if (prefix === '' || origin.guard === undefined || everywhere === undefined) return []
    return [keyword]
  },
)

/** With nothing left, key lists of users fall back to the default, and the others leave nothing to agree upon (servconf.c, kex.c). */
const emptied = (name: string, summary: string, wanted: (keyword: string) => boolean) =>
  faultsOf(name, summary, ({ prefix, items }, kind, view, keyword) => {
    if (prefix !== '-' || !wanted(keyword)) return []
    // Ciphers that bring their own authentication need no MAC.
    if (keyword === 'MACs' && view.peek('mac-matters') !== 'yes') return []
    const left = assemble([`-${items.join(',')}`], kind, targetFor(view.config.version))
    return left !== 'refused' && left.length === 0 ? [keyword] : []
  })

const isUserList = (keyword: string) =>
  ['PubkeyAcceptedAlgorithms', 'HostbasedAcceptedAlgorithms', 'CASignatureAlgorithms'].includes(keyword)

const emptiedForUsers = emptied(
  'user-algorithms-emptied',
  'Lists for the keys of users from which everything is removed: sshd then takes its default',
  isUserList,
)

const emptiedForConnections = emptied(
  'connection-algorithms-emptied',
  'Lists for the connection from which everything is removed: client and server then have nothing in common',
  (keyword) => !isUserList(keyword),
)

/** A block is only worked out when it holds; kex_assemble_names then ends the process for that connection (servconf.c). */
const refusedAtLogin = faultsOf(
  'lists-refused-at-login',
  'Lists in a Match block that sshd accepts at startup and gives up on for a connection',
  ({ origin, prefix, items }, kind, view, keyword) => {
    if (!origin.guard || !isConditional(origin.guard)) return []
    const list = assemble([prefix + items.join(',')], kind, targetFor(view.config.version))
    return list === 'refused' ? [keyword] : []
  },
)

/** A line that adds to, or removes from, the default in front of the list of a vendor's policy, which it was meant to change. */
const policyDropped = faultsOf(
  'algorithm-lists-dropped',
  'Lists that a line begins with `+`, `-` or `^`, while a later line has the list it was perhaps meant to change',
  ({ origin, prefix }, _, view, keyword) => {
    if (prefix === '' || (origin.guard && isSelective(origin.guard))) return []
    const dropped = view
      .peekSetting(keyword)
      .losers.find(({ setting }) => setting.guard === origin.guard && !/^[-+^]/.test(setting.text.trim()))
    if (!dropped) return []
    view.get(keyword)
    view.line(dropped.setting)
    return [keyword]
  },
)

/** What `+`, `-` and `^` make of whole lists of algorithms. */
export const algorithms: readonly Quantity[] = [
  restrictionsLost,
  emptiedForUsers,
  emptiedForConnections,
  refusedAtLogin,
  policyDropped,
]
