import type { Config, EffectiveSetting, Law, Problem, Setting } from '../../../dialects/dialect.ts'
import { UNKNOWN } from '../../../host/host.ts'
import { rangeOf } from '../../evidence.ts'

/** What becomes of several lines of these is more than that one loses: rules of their own say it. */
const toldElsewhere: Readonly<Record<string, readonly Law[]>> = {
  AltLog: ['first-value-wins', 'last-value-wins'],
  AnonymousBandwidth: ['last-of-group-wins'],
  AnonymousOnly: ['last-of-group-wins'],
  AnonymousRatio: ['last-of-group-wins'],
  Bind: ['first-value-wins', 'last-value-wins'],
  ChrootEveryone: ['last-of-group-wins'],
  ExtAuth: ['last-value-wins'],
  NoAnonymous: ['last-of-group-wins'],
  PureDB: ['last-value-wins'],
  TrustedGID: ['last-of-group-wins'],
  UserBandwidth: ['last-of-group-wins'],
  UserRatio: ['last-of-group-wins'],
  // A later AllowAnonymousFXP allows what AllowUserFXP allows, and more.
  AllowUserFXP: ['last-of-group-wins'],
}

/** Lines that have no effect because another line decides (ftpd.c, pureftpd_start; simpleconf.c). */
export function overriddenSettings(config: Config): readonly Problem[] {
  const effective = config.effective(() => false)
  const keywords = new Set(config.settings.map(({ keyword }) => keyword))
  const order = new Map(config.settings.map((setting, index) => [setting, index]))
  return [...keywords].flatMap((keyword) => problemsOf(effective.get(keyword), order))
}

function problemsOf({ keyword, losers }: EffectiveSetting, order: ReadonlyMap<Setting, number>): Problem[] {
  const reported = new Set<Setting>()
  return losers.flatMap(({ setting, law, to }) => {
    const silent = !to || reported.has(setting) || toldElsewhere[keyword]?.includes(law) || agree(setting, to)
    if (silent) return []
    reported.add(setting)
    return [
      {
        rule: 'pure-ftpd/overridden-setting',
        source: setting.source,
        node: setting.node,
        message: messageFor(setting, law, to, (order.get(to) ?? 0) < (order.get(setting) ?? 0)),
        refused: false,
        related: [{ source: to.source, node: to.node, note: 'this line decides' }],
      },
    ]
  })
}

/** The same value twice is no contradiction, and what a template leaves open may be the same. */
function agree(a: Setting, b: Setting): boolean {
  if (a.value === UNKNOWN || b.value === UNKNOWN) return true
  return a.keyword === b.keyword && JSON.stringify(a.value) === JSON.stringify(b.value)
}

function messageFor(loser: Setting, law: Law, winner: Setting, winnerIsFirst: boolean): string {
  const line = `${loser.keyword} ${loser.text}`
  const place = placeOf(winner, loser)
  const { keyword, text } = winner
  if (law === 'false-undoes-nothing') {
    return winnerIsFirst
      ? `${line} undoes nothing: ${place} has switched ${keyword} on, and a switch that is on stays on.`
      : `${line} has no effect, since ${place} switches ${keyword} on.`
  }
  if (law === 'first-value-wins') {
    return `${line} has no effect: the first ${keyword} counts, which is "${text}" in ${place}.`
  }
  if (law === 'last-of-group-wins') {
    return `${line} has no effect: ${keyword} in ${place} sets the same thing, and the last of the two counts.`
  }
  return `${line} has no effect: the last ${keyword} counts, which is "${text}" in ${place}.`
}

function placeOf(setting: Setting, seenFrom: Setting): string {
  const line = `line ${rangeOf(setting).start.line}`
  return setting.source === seenFrom.source ? line : `${line} of ${setting.source.path}`
}
