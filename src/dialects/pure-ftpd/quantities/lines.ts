import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, Setting, View } from '../../dialect.ts'
import type { AltLog, Bind } from '../values.ts'
import { structure } from './evidence.ts'

/** What several lines, or the text of one, come out as, where their effective value alone does not show it. */
export const lineQuantities: readonly Quantity[] = [
  mixed<Bind>('mixed-bind-lines', 'Bind', 'the address of the first line and the port of the last'),
  mixed<AltLog>('mixed-log-lines', 'AltLog', 'the file of the first line and the format of the last'),
  {
    name: 'unknown-syslog-facilities',
    kind: 'list',
    summary:
      'The words of SyslogFacility that are no facility: the server goes on with the one before, or ftp',
    reads: ['SyslogFacility'],
    compute(view) {
      const lines = linesOf(view, 'SyslogFacility').filter(({ value }) => value === '')
      for (const line of lines) view.line(line)
      return lines.map(({ text }) => text)
    },
  },
  {
    name: 'limits-without-effect',
    kind: 'list',
    summary:
      'MaxIdleTime 0, which is 15 minutes, and MaxDiskUsage of 0 or from 100 on, which switches the check off',
    reads: ['MaxDiskUsage', 'MaxIdleTime'],
    compute(view) {
      const found = [
        ...view.peekSetting('MaxIdleTime').origins.filter(({ text }) => /^0+$/.test(text)),
        ...view.peekSetting('MaxDiskUsage').origins.filter(({ value }) => value === 'none'),
      ]
      for (const line of found) view.line(line)
      return found.map(({ keyword, text }) => `${keyword} ${text}`)
    },
  },
]

function mixed<Fields extends object>(name: string, keyword: string, what: string): Quantity {
  return {
    name,
    kind: 'flag',
    values: ['yes', 'no'],
    summary: `Whether several ${keyword} lines are mixed into one value: ${what}`,
    reads: [keyword],
    compute(view) {
      const value = structure<Fields>(view.peek(keyword))
      if (value === UNKNOWN) return UNKNOWN
      return value && differs<Fields>(view, keyword, value) ? 'yes' : 'no'
    },
  }
}

function linesOf(view: View, keyword: string): readonly Setting[] {
  return view.config.settings.filter((setting) => setting.keyword === keyword)
}

/** Whether a line says something else than what came out of all lines; all are cited then. */
function differs<Fields extends object>(view: View, keyword: string, effective: Fields): boolean {
  const lines = linesOf(view, keyword)
  const same = lines.every(({ value }) => {
    const own = structure<Fields>(value)
    if (own === UNKNOWN || own === undefined) return true
    return Object.entries(own).every(
      ([field, part]) => part === Object.entries(effective).find(([name]) => name === field)?.[1],
    )
  })
  if (same) return false
  for (const line of lines) view.line(line)
  return true
}
