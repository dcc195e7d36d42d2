import type { Config, Problem, Setting } from '../../../dialects/dialect.ts'
import type { LawOfTheFile } from '../laws.ts'

/** Drop-ins whose numbers are read in another order than people count: byte order puts `10-` before `9-` (glob(3)). */
export const dropInOrder: LawOfTheFile = (config) => {
  const told = new Set<string>()
  return globalSettings(config).flatMap((loser): Problem[] => {
    const { to } = loser
    const key = `${loser.setting.source.path}\0${to.source.path}`
    if (told.has(key) || !isMisordered(to.source.path, loser.setting.source.path)) return []
    told.add(key)
    return [
      {
        ...loser.setting,
        rule: 'sshd/drop-in-order',
        message: `${nameOf(to.source.path)} is read before ${nameOf(loser.setting.source.path)}, because names are compared letter by letter, so this line has no effect; give all numbers the same width.`,
        refused: false,
        related: [{ ...to, note: 'read earlier, and wins' }],
      },
    ]
  })
}

function globalSettings(config: Config): { setting: Setting; to: Setting }[] {
  const everywhere = config.effective(() => false)
  const keywords = new Set(
    config.settings.filter(({ guard }) => guard === undefined).map(({ keyword }) => keyword),
  )
  return [...keywords].flatMap((keyword) =>
    everywhere
      .get(keyword)
      .losers.flatMap(({ setting, to }) => (to && to.text !== setting.text ? [{ setting, to }] : [])),
  )
}

/** Both in one directory, with numbers in front of which the smaller one comes later. */
function isMisordered(earlier: string, later: string): boolean {
  const [first, second] = [numberOf(earlier), numberOf(later)]
  return (
    earlier.slice(0, earlier.lastIndexOf('/')) === later.slice(0, later.lastIndexOf('/')) &&
    first !== undefined &&
    second !== undefined &&
    second < first
  )
}

function numberOf(path: string): number | undefined {
  const digits = /^\d+/.exec(nameOf(path))?.[0]
  return digits === undefined ? undefined : Number(digits)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
