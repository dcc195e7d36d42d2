import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'

/** What the options of X11 forwarding are where nobody changes them. */
const DEFAULTS = { X11DisplayOffset: '10', X11UseLocalhost: 'yes', XAuthLocation: '/usr/bin/xauth' } as const

const optionsInVain: Quantity = {
  name: 'x11-options-in-vain',
  kind: 'list',
  summary: 'Options of X11 forwarding that a line changes, while X11 is forwarded for nobody',
  reads: ['X11Forwarding', ...Object.keys(DEFAULTS)],
  compute: (view) => {
    const wanted = view.config.settings.some(
      ({ keyword, value }) => keyword === 'X11Forwarding' && (value === 'yes' || value === UNKNOWN),
    )
    if (wanted || view.peek('X11Forwarding') !== 'no') return []
    const found = Object.entries(DEFAULTS).flatMap(([keyword, usual]) =>
      view.isSet(keyword) && String(view.peek(keyword)) !== usual ? [keyword] : [],
    )
    for (const keyword of found) view.get(keyword)
    return found
  },
}

export const x11: readonly Quantity[] = [optionsInVain]
