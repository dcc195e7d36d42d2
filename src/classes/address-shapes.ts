/**
 * The texts of all addresses, as inet_ntop(3) prints them, as small machines: a shape is a place in
 * such a text, its steps are the ways on.
 */
export interface Shape {
  /** Tells shapes of one family apart. */
  readonly id: number
  readonly steps: readonly Step[]
}

export interface Step {
  /** The next bits of the address, four a number. */
  readonly nibbles: readonly number[]
  readonly text: string
  /** Where the text goes on; undefined at its end. */
  readonly next: Shape | undefined
}

class LazyShape implements Shape {
  readonly id: number
  readonly #build: () => readonly Step[]
  #steps: readonly Step[] | undefined

  constructor(id: number, build: () => readonly Step[]) {
    this.id = id
    this.#build = build
  }

  get steps(): readonly Step[] {
    this.#steps ??= this.#build()
    return this.#steps
  }
}

/** Builds each shape of the texts of one family once. */
class Shapes {
  readonly #known = new Map<string, Shape>()

  shape(key: string, build: () => readonly Step[]): Shape {
    const known = this.#known.get(key) ?? new LazyShape(this.#known.size, build)
    this.#known.set(key, known)
    return known
  }
}

const ascending = Array.from({ length: 256 }, (_, value) => value)
/** Machines seldom have the first and the last address of a network. */
const oneFirst = [...ascending.slice(1, 255), 0, 255]
const zeros = (words: number) => new Array<number>(words * 4).fill(0)

/** Four numbers with dots. `nonZero`: the first two are not both zero. */
function dotted(shapes: Shapes, octet: number, nonZero: boolean): Shape {
  return shapes.shape(`octet ${octet} ${nonZero}`, () => {
    const values = octet < 3 ? ascending : oneFirst
    return values.slice(nonZero && octet === 1 ? 1 : 0).map((value) => ({
      nibbles: [value >> 4, value & 15],
      text: octet < 3 ? `${value}.` : `${value}`,
      next: octet < 3 ? dotted(shapes, octet + 1, nonZero && octet === 0 && value === 0) : undefined,
    }))
  })
}

/** The texts of all IPv4 addresses. */
export const ipv4Shape: Shape = dotted(new Shapes(), 0, false)

/** A place in the words of an IPv6 address whose words from `gap` on, `length` of them, are printed as `::`. */
interface Place {
  /** 8 where nothing is printed as `::`. */
  gap: number
  length: number
  word: number
  /** Whether the colon before the word is written, or none is needed. */
  separated: boolean
  /** Zero words just before this one. */
  run: number
  /** Hexadecimal digits of this word that are still to come. */
  digits: number
  /** Whether the word began with the digits of ffff: IPv4-mapped addresses are printed otherwise. */
  onlyF: boolean
}

/** The texts of the IPv6 addresses that are printed with dots: IPv4-mapped and IPv4-compatible ones. */
export const dottedIPv6Shape: Shape = startOfDottedIPv6(new Shapes())

function startOfDottedIPv6(shapes: Shapes): Shape {
  return shapes.shape('start', () => [
    mappedStep(shapes),
    { nibbles: zeros(6), text: '::', next: dotted(shapes, 0, true) },
  ])
}

/** The networks whose borders part addresses printed with dots from others. */
export const dottedIPv6Networks = [
  { address: [...new Array<number>(10).fill(0), 255, 255, 0, 0, 0, 0], bits: 96 },
  { address: new Array<number>(16).fill(0), bits: 96 },
  { address: new Array<number>(16).fill(0), bits: 112 },
]

function mappedStep(shapes: Shapes): Step {
  return { nibbles: [...zeros(5), 15, 15, 15, 15], text: '::ffff:', next: dotted(shapes, 0, false) }
}

/** The texts of all IPv6 addresses. */
export const ipv6Shape: Shape = startOfIPv6(new Shapes())

function startOfIPv6(shapes: Shapes): Shape {
  const at = (place: Place): Shape | undefined =>
    place.word === 8 && place.digits === 0
      ? undefined
      : shapes.shape(Object.values(place).join(), () =>
          place.digits > 0
            ? digitSteps(place)
            : place.word === place.gap
              ? gapSteps(place)
              : wordSteps(place),
        )

  const digitSteps = (place: Place): Step[] =>
    hexDigits(0)
      .filter((digit) => !(isMappedWord(place) && place.onlyF && place.digits === 1 && digit === 15))
      .map((digit) => ({ nibbles: [digit], text: digit.toString(16), next: at(afterDigit(place, digit)) }))

  const gapSteps = (place: Place): Step[] => {
    const after = { ...place, word: place.gap + place.length, separated: true, run: 0 }
    const next = place.gap === 0 && place.length === 6 ? dotted(shapes, 0, true) : at(after)
    return [{ nibbles: zeros(place.length), text: '::', next }]
  }

  const wordSteps = (place: Place): Step[] => {
    if (!place.separated) return [{ nibbles: [], text: ':', next: at({ ...place, separated: true }) }]
    const steps: Step[] = []
    if (mayBeZero(place)) {
      const next = at({ ...place, word: place.word + 1, separated: false, run: place.run + 1 })
      steps.push({ nibbles: zeros(1), text: '0', next })
    }
    for (const digits of [1, 2, 3, 4])
      for (const digit of hexDigits(1)) {
        const next = at(afterDigit({ ...place, digits, onlyF: digits === 4 }, digit))
        const nibbles = [...new Array<number>(4 - digits).fill(0), digit]
        steps.push({ nibbles, text: digit.toString(16), next })
      }
    return steps
  }

  return shapes.shape('start', () => {
    const steps: Step[] = [mappedStep(shapes)]
    const start = { word: 0, separated: true, run: 0, digits: 0, onlyF: false }
    for (let gap = 0; gap < 7; gap++)
      for (let length = 2; gap + length <= 8; length++)
        steps.push({ nibbles: [], text: '', next: at({ gap, length, ...start }) })
    return [...steps, { nibbles: [], text: '', next: at({ gap: 8, length: 1, ...start }) }]
  })
}

function hexDigits(from: number): number[] {
  return Array.from({ length: 16 - from }, (_, i) => i + from)
}

function afterDigit(place: Place, digit: number): Place {
  const digits = place.digits - 1
  if (digits === 0) return { ...place, digits, word: place.word + 1, separated: false, run: 0, onlyF: false }
  return { ...place, digits, run: 0, onlyF: isMappedWord(place) && place.onlyF && digit === 15 }
}

function isMappedWord({ gap, length, word }: Place): boolean {
  return gap === 0 && length === 5 && word === 5
}

/** `::` stands for the first of the longest runs of zero words, and for the whole run. */
function mayBeZero({ gap, length, word, run }: Place): boolean {
  if (gap === 8) return run === 0
  if (word === gap - 1 || word === gap + length) return false
  return run + 1 <= (word < gap ? length - 1 : length)
}
