import type { Guard } from '../dialect.ts'
import type { SshdGuard, SshdSetting } from './config.ts'

/** The lines of a configuration in the order of reading, sought by keyword and by block. */
export class Lines {
  readonly #all = new Map<string, OfKeyword>()

  constructor(settings: readonly SshdSetting[]) {
    for (const setting of settings) {
      const own = this.#all.get(setting.keyword) ?? new OfKeyword()
      this.#all.set(setting.keyword, own)
      own.add(setting)
    }
  }

  /** Whether any line has the keyword. */
  has(keyword: string): boolean {
    return this.#all.has(keyword)
  }

  /** The lines that count at startup, before there is any connection. */
  atStartup(keyword: string): readonly SshdSetting[] {
    return this.#all.get(keyword)?.startup ?? []
  }

  /** The lines of blocks that count for a connection; those of the whole file are not among them. */
  inBlocks(keyword: string, blocks: HoldingBlocks): readonly SshdSetting[] {
    return this.#all.get(keyword)?.inBlocks(blocks) ?? []
  }
}

/** The blocks that hold for a connection. */
export interface HoldingBlocks {
  holds(guard: Guard): boolean
  /** The same as a list, where there is one: the work then does not grow with the number of blocks. */
  list?: readonly Guard[] | undefined
}

class OfKeyword {
  readonly startup: SshdSetting[] = []
  /** Lines in blocks that hold for everybody, such as `Match all`. */
  readonly #always: SshdSetting[] = []
  readonly #sometimes = new Map<Guard, SshdSetting[]>()

  add(setting: SshdSetting): void {
    const { guard } = setting
    if (guard?.startup ?? true) this.startup.push(setting)
    if (!guard) return
    const chances = chancesOf(guard)
    if (chances === 'always') this.#always.push(setting)
    if (chances !== 'sometimes') return
    const own = this.#sometimes.get(guard)
    if (own) own.push(setting)
    else this.#sometimes.set(guard, [setting])
  }

  inBlocks({ holds, list }: HoldingBlocks): readonly SshdSetting[] {
    const blocks = list
      ? list.map((guard) => this.#sometimes.get(guard) ?? [])
      : [...this.#sometimes].filter(([guard]) => holds(guard)).map(([, own]) => own)
    const found = [this.#always, ...blocks].flat()
    return found.length > 1 ? found.sort((a, b) => a.order - b.order) : found
  }
}

/** A guard whose criteria need no connection is decided here, whatever anybody says. */
function chancesOf({ reachable, criteria }: SshdGuard): 'always' | 'sometimes' | 'never' {
  if (!reachable) return 'never'
  if (criteria.some((criterion) => criterion.kind === 'constant' && !criterion.holds)) return 'never'
  return criteria.every(({ kind }) => kind === 'constant') ? 'always' : 'sometimes'
}
