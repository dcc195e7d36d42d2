import { type FileFacts, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import type { AltLog } from '../values.ts'
import { isAbsent } from './absence.ts'
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
    name: 'extauth-socket',
    kind: 'enum',
    values: ['there', 'missing', 'no socket', 'none'],
    summary: 'Whether the socket of ExtAuth is there',
    reads: ['ExtAuth'],
    compute(view) {
      const path = view.get('ExtAuth')
      if (path === 'none') return 'none'
      if (typeof path !== 'string' || !path.startsWith('/')) return UNKNOWN
      const facts = view.host.file(path)
      if (facts !== UNKNOWN && facts !== 'missing') return facts.type === 'socket' ? 'there' : 'no socket'
      if (!isAbsent(path, view.host)) return UNKNOWN
      view.fact({ keyword: 'ExtAuth', value: 'missing', file: path })
      return 'missing'
    },
  },
  {
    name: 'fortunes-file',
    kind: 'enum',
    values: ['usable', 'missing', 'not readable by all', 'empty'],
    summary:
      'Whether the server shows FortunesFile: it must be readable for owner, group and others, and hold two bytes',
    reads: ['FortunesFile'],
    compute(view) {
      const path = view.get('FortunesFile')
      if (typeof path !== 'string' || !path.startsWith('/')) return UNKNOWN
      const facts = view.host.file(path)
      if (facts === UNKNOWN || (facts === 'missing' && !isAbsent(path, view.host))) return UNKNOWN
      const state = fortunesState(facts)
      if (state !== UNKNOWN && state !== 'usable')
        view.fact({ keyword: 'FortunesFile', value: state, file: path })
      return state
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

/** ftpd.c, dofortunes and its set-up: the mode must have all three read bits. */
function fortunesState(facts: FileFacts | 'missing'): string | Unknown {
  if (facts === 'missing') return 'missing'
  if (facts.size !== UNKNOWN && facts.size < 2) return 'empty'
  if (facts.mode === UNKNOWN) return UNKNOWN
  return (facts.mode & 0o444) === 0o444 ? 'usable' : 'not readable by all'
}
