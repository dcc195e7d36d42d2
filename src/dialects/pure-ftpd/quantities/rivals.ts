import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, Setting, View } from '../../dialect.ts'
import { configOf } from './evidence.ts'

/** Two directives that share variables of the daemon (ftpd.c, pureftpd_start): what the later one makes of the earlier one. */
export const rivalQuantities: readonly Quantity[] = [
  rivals('lost-chroot-directive', 'ChrootEveryone', 'TrustedGID', 'who is locked in'),
  rivals(
    'lost-anonymous-directive',
    'AnonymousOnly',
    'NoAnonymous',
    'whether anonymous sessions are allowed',
  ),
  rivals('lost-bandwidth-directive', 'UserBandwidth', 'AnonymousBandwidth', 'whose bandwidth is limited'),
  rivals('lost-ratio-directive', 'UserRatio', 'AnonymousRatio', 'the ratio'),
  rivals('lost-transfer-directive', 'AllowAnonymousFXP', 'AllowUserFXP', 'who may transfer between servers'),
]

function rivals(name: string, first: string, second: string, what: string): Quantity {
  return {
    name,
    kind: 'enum',
    values: [first, second, 'either', 'none'],
    summary: `Which of ${first} and ${second} loses where both decide ${what}; either where the order of the options is not known`,
    reads: [first, second],
    compute(view) {
      const [ones, others] = [inForce(view, first), inForce(view, second)]
      const [lastOne, lastOther] = [ones.at(-1), others.at(-1)]
      if (!lastOne || !lastOther) return 'none'
      if ([...ones, ...others].some(({ value }) => value === UNKNOWN)) return UNKNOWN
      if (configOf(view).reader === 'debian') {
        cite(view, [lastOne, lastOther])
        return 'either'
      }
      const order = view.config.settings
      const loses = order.indexOf(lastOne) < order.indexOf(lastOther) ? first : second
      cite(view, loses === first ? [lastOther, lastOne] : [lastOne, lastOther])
      return loses
    },
  }
}

/** The lines that make an option: a switch that is off makes none. */
function inForce(view: View, keyword: string): readonly Setting[] {
  return view.config.settings.filter((setting) => setting.keyword === keyword && setting.value !== 'no')
}

function cite(view: View, lines: readonly Setting[]): void {
  for (const line of lines) view.line(line)
}
