import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import type { AltLog } from '../values.ts'
import { structure } from './evidence.ts'

export const pathQuantities: readonly Quantity[] = [
  {
    name: 'log-path',
    kind: 'text',
    summary: 'The file of AltLog; empty without one',
    reads: ['AltLog'],
    compute(view) {
      const log = structure<AltLog>(view.get('AltLog'))
      return log === UNKNOWN ? UNKNOWN : (log?.path ?? '')
    },
  },
  {
    name: 'relative-includes',
    kind: 'list',
    summary: 'The files that Include names by a relative path, which begins where the server is started',
    reads: ['Include'],
    compute(view) {
      const lines = view.config.settings.filter(
        ({ keyword, value }) =>
          keyword === 'Include' &&
          typeof value === 'string' &&
          !value.startsWith('/') &&
          !value.startsWith('"'),
      )
      for (const line of lines) view.line(line)
      return lines.map(({ value }) => String(value))
    },
  },
]
