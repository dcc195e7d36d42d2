import type { Quantity, Setting, View } from '../../dialect.ts'
import { strtoul } from '../c-numbers.ts'

/** Directives whose numbers the option loop reads with strtoul(3) and base 0: a leading 0 means octal (ftpd.c). */
const OCTAL = [
  'AnonymousBandwidth',
  'MaxClientsNumber',
  'MaxClientsPerIP',
  'MaxIdleTime',
  'TrustedGID',
  'UserBandwidth',
]

/** Directives whose numbers lose what does not fit into 32 bits. */
const NARROW = [
  'MaxClientsNumber',
  'MaxClientsPerIP',
  'MinUID',
  'PerUserLimits',
  'TLS',
  'TrustedGID',
  'Umask',
]

export const rawNumberQuantities: readonly Quantity[] = [
  {
    name: 'octal-numbers',
    kind: 'list',
    summary:
      'Directives whose number is read as octal because it begins with 0, and comes out as another one',
    reads: OCTAL,
    compute: (view) => cite(view, OCTAL, (text) => (text.match(/\d+/g) ?? []).some(isOctal)),
  },
  {
    name: 'numbers-cut-off',
    kind: 'list',
    summary: 'Directives whose number is larger than 32 bits hold, so that another number comes out',
    reads: NARROW,
    compute: (view) => cite(view, NARROW, (text, keyword) => isCut(text, keyword === 'Umask' ? 8 : 10)),
  },
]

/** Takes the lines in force whose text fits as evidence. */
function cite(
  view: View,
  keywords: readonly string[],
  fits: (text: string, keyword: string) => boolean,
): readonly string[] {
  return keywords.filter((keyword) => {
    const found = view.peekSetting(keyword).origins.filter(({ text }: Setting) => fits(text, keyword))
    for (const setting of found) view.line(setting)
    return found.length > 0
  })
}

/** Whether the number is another one in octal: 07 is the same, 010 is 8, and 08 ends before the 8. */
function isOctal(digits: string): boolean {
  return digits.startsWith('0') && strtoul(digits, 0).value !== strtoul(digits, 10).value
}

function isCut(text: string, base: 8 | 10): boolean {
  return (text.match(/\d+/g) ?? []).some((digits) => strtoul(digits, base).value >= 2n ** 32n)
}
