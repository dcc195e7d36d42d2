import { dirname } from 'node:path'
import type { Configuration } from '../configuration/settings.ts'
import { type Likeness, likenessOf } from './likeness.ts'
import type { Written } from './sources.ts'

/** So many are remembered. */
const MOST = 500_000

/** The outcomes of snapshots by their likeness; while the first of those that are alike is being judged, the others wait. */
export class Likenesses<Waiting> {
  readonly #configurationFor: (path: string) => Promise<Configuration>
  readonly #settings = new Map<string, string>()
  readonly #known = new Map<string, number | Waiting[]>()

  constructor(configurationFor: (path: string) => Promise<Configuration>) {
    this.#configurationFor = configurationFor
  }

  /** The likeness of a snapshot: the same where also the same configuration holds. */
  async of({ bytes, path }: Written): Promise<Likeness | undefined> {
    const settings = await this.#settingsFor(path)
    const likeness = likenessOf(bytes)
    return likeness && { ...likeness, content: `${likeness.content}${settings}` }
  }

  /** The number of the outcome, or those that wait for it; `undefined` where there was none that is alike. */
  find({ content }: Likeness): number | Waiting[] | undefined {
    return this.#known.get(content)
  }

  /** The first one is being judged from now on. */
  begin({ content }: Likeness): void {
    if (this.#known.size >= MOST) this.#forget()
    this.#known.set(content, [])
  }

  /**
   * The first one was judged.
   * @param outcome where all that are alike have it
   * @returns those that waited for it
   */
  end({ content }: Likeness, outcome: number | undefined): Waiting[] {
    const known = this.#known.get(content)
    if (outcome === undefined) this.#known.delete(content)
    else this.#known.set(content, outcome)
    return typeof known === 'object' ? known : []
  }

  async #settingsFor(path: string): Promise<string> {
    const directory = dirname(path)
    const known = this.#settings.get(directory)
    if (known !== undefined) return known
    const { file, partsFor } = await this.#configurationFor(path)
    // It may say something else of each file.
    if (partsFor) return path
    this.#settings.set(directory, file ?? '')
    return file ?? ''
  }

  /** What is being judged must stay. */
  #forget(): void {
    for (const [content, known] of this.#known) if (typeof known === 'number') this.#known.delete(content)
  }
}
