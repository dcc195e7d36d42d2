import type { Account, Host } from './host.ts'
import { isFailure, UNKNOWN } from './host.ts'
import { inByteOrder } from './path.ts'

/**
 * One host laid over another: what the upper one knows counts, the lower one answers for the rest.
 * Directories show the names of both.
 */
export function overlay(upper: Host, lower: Host): Host {
  return {
    read(path) {
      const answer = upper.read(path)
      return isFailure(answer) && answer.failure === 'missing' ? lower.read(path) : answer
    },
    list(directory) {
      const above = upper.list(directory)
      const beneath = lower.list(directory)
      if (isFailure(above)) return above.failure === 'missing' ? beneath : above
      // Names that nobody may list make the others no whole list.
      if (isFailure(beneath)) return beneath.failure === 'denied' ? beneath : above
      return inByteOrder([...new Set([...beneath, ...above])])
    },
    file(path) {
      const above = upper.file(path)
      if (above === UNKNOWN) return lower.file(path)
      if (above === 'missing') return above
      const beneath = lower.file(path)
      if (beneath === UNKNOWN || beneath === 'missing' || beneath.type !== above.type) return above
      return withKnown(beneath, above)
    },
    link: (path) => upper.link(path) ?? lower.link(path),
    account(name) {
      const above = upper.account(name)
      if (above === UNKNOWN) return lower.account(name)
      if (above === 'missing') return above
      return merged(above, lower)
    },
    accounts() {
      const above = upper.accounts()
      if (above !== UNKNOWN) return above.map((account) => merged(account, lower))
      const beneath = lower.accounts()
      if (beneath === UNKNOWN) return UNKNOWN
      // The upper host knows some accounts better than the lower one, or knows that they are not there.
      return beneath.flatMap((account) => {
        const better = upper.account(account.name)
        return better === 'missing' ? [] : better === UNKNOWN ? account : withKnown(account, better)
      })
    },
    shells() {
      const above = upper.shells()
      return above === UNKNOWN ? lower.shells() : above
    },
  }
}

function merged(account: Account, lower: Host): Account {
  const beneath = lower.account(account.name)
  return beneath === UNKNOWN || beneath === 'missing' ? account : withKnown(beneath, account)
}

/** The fields of `above`; those that it does not know come from `beneath`. */
function withKnown<Facts extends object>(beneath: Facts, above: Facts): Facts {
  const known = Object.entries(above).filter(([, value]) => value !== UNKNOWN)
  return { ...beneath, ...Object.fromEntries(known) }
}
