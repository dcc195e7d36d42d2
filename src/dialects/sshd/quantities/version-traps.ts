import type { Quantity } from '../../dialect.ts'
import { at } from '../releases.ts'
import { releaseOf } from './release.ts'

/** Keywords whose last line counted, and the release since which the first one does (servconf.c). */
const FIRST_SINCE: Readonly<Record<string, string>> = {
  PerSourceMaxStartups: '9.5',
  MaxStartups: '10.1',
  PerSourceNetBlockSize: '10.1',
  IPQoS: '10.3',
  StreamLocalBindMask: '10.6',
}

const winnersThatChange: Quantity = {
  name: 'winners-that-change',
  kind: 'list',
  summary:
    'Keywords that several lines set differently, of which the last one counts here and the first one in newer versions',
  reads: Object.keys(FIRST_SINCE),
  compute: (view) =>
    Object.entries(FIRST_SINCE).flatMap(([keyword, since]) => {
      if (releaseOf(view) >= at(since)) return []
      const { origins, losers } = view.peekSetting(keyword)
      const [winner] = origins
      const loser = losers.find(
        ({ setting, law }) => law === 'last-value-wins' && setting.text !== winner?.text,
      )
      if (!winner || !loser) return []
      view.get(keyword)
      view.line(loser.setting)
      return [`${keyword} (since OpenSSH ${since})`]
    }),
}

export const versionTraps: readonly Quantity[] = [winnersThatChange]
