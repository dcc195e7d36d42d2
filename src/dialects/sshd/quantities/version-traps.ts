import type { Quantity } from '../../dialect.ts'
import { at } from '../releases.ts'
import { seconds } from '../values/times.ts'
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

/** match_cfg_line of 9.9p1 forgot to say no at startup, so that what the block sets holds for everybody. */
const openInvalidUserBlocks: Quantity = {
  name: 'invalid-user-blocks-for-everybody',
  kind: 'list',
  summary: 'Keywords that Match invalid-user sets for everybody, by a mistake of 9.9p1',
  reads: [],
  compute: (view) => {
    if (releaseOf(view) !== at('9.9p1')) return []
    const open = view.config.settings.filter(({ guard }) => {
      const kinds = guard?.criteria.map((criterion) => criterion.kind) ?? []
      return kinds.includes('invalid-user') && kinds.every((kind) => kind === 'invalid-user')
    })
    for (const setting of open) view.line(setting)
    return [...new Set(open.map(({ keyword }) => keyword))]
  },
}

/** Keywords with a time, and which of their arguments it is. */
const TIMES: readonly (readonly [keyword: string, argument: number])[] = [
  ['LoginGraceTime', 0],
  ['ClientAliveInterval', 0],
  ['RekeyLimit', 1],
]

/** convtime of misc.c forgot to set the unit back for the next number, until 8.4. */
const timesMisread: Quantity = {
  name: 'times-misread',
  kind: 'list',
  summary: 'Times of several numbers that this version reads as longer ones (before 8.4)',
  reads: TIMES.map(([keyword]) => keyword),
  compute: (view) =>
    TIMES.flatMap(([keyword, argument]) => {
      const texts = view.peekSetting(keyword).origins.map(({ text }) => {
        return text.replace(/"/g, '').trim().split(/\s+/)[argument] ?? ''
      })
      return texts.flatMap((text) => {
        const read = seconds(text, releaseOf(view))
        const meant = seconds(text, at('8.4'))
        if (read === undefined || meant === undefined || read === meant) return []
        view.get(keyword)
        return [`${text} is ${read} seconds instead of ${meant}`]
      })
    }),
}

export const versionTraps: readonly Quantity[] = [winnersThatChange, openInvalidUserBlocks, timesMisread]
