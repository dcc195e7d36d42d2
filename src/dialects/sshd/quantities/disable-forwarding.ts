import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { at, releaseFor } from '../releases.ts'
import { targetOf } from './release.ts'

/** What DisableForwarding left open at first, and the release that closed it: CVE-2025-32728, and the notes of 10.4. */
const CLOSED_SINCE: Readonly<Record<string, string>> = {
  AllowAgentForwarding: '10.0',
  X11Forwarding: '10.0',
  PermitTunnel: '10.4',
}

/** Whether DisableForwarding wins against a forwarding keyword in the version that is judged for (serverloop.c, session.c). */
export function obeysDisableForwarding(keyword: string, view: View): boolean {
  const since = CLOSED_SINCE[keyword]
  return since === undefined || releaseFor('DisableForwarding', targetOf(view)) >= at(since)
}

const stillOpen: Quantity = {
  name: 'open-despite-disable-forwarding',
  kind: 'list',
  summary: 'What DisableForwarding does not close in this version although the file allows it: agent, X11',
  reads: ['DisableForwarding', 'AllowAgentForwarding', 'X11Forwarding'],
  compute: (view) => {
    if (view.peek('DisableForwarding') === UNKNOWN) return UNKNOWN
    if (view.peek('DisableForwarding') !== 'yes') return []
    const open = Object.entries({ AllowAgentForwarding: 'agent', X11Forwarding: 'X11' }).filter(
      ([keyword]) => view.peek(keyword) === 'yes' && !obeysDisableForwarding(keyword, view),
    )
    if (open.length > 0) view.get('DisableForwarding')
    for (const [keyword] of open) view.get(keyword)
    return open.map(([, name]) => name)
  },
}

export const disableForwarding: readonly Quantity[] = [stillOpen]
