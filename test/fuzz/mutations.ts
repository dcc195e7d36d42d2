import fc from 'fast-check'

/** Words that have a meaning somewhere, and bytes that are trouble everywhere. */
const TROUBLE = [
  '\0',
  '\r',
  '\r\n',
  '\n\n',
  '\ufeff',
  '\u001b[31m',
  '\u001b]8;;http://x\u0007',
  '\u009b2J',
  '\u202e',
  '\u2028',
  '\u200b',
  '\ud83d\ude00',
  '"',
  "'",
  '\\',
  '#',
  ',',
  '!',
  '*',
  '?',
  '[',
  ']',
  '{',
  '}',
  ':',
  '=',
  '%h',
  '%',
  '~',
  '/',
  '..',
  '|',
  '&',
  '@',
  '-',
  '+',
  '^',
  ' ',
  '\t',
  '{{ x }}',
  '{% if x %}',
  '{% endif %}',
  '<% x %>',
  '0',
  '-1',
  '65536',
  '4294967296',
  '99999999999999999999',
  '0x10',
  '1e9',
  '1h2m3s',
  'yes',
  'no',
  'none',
  'any',
  'all',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'null',
  'true',
  '[]',
  '{}',
  '::',
  '::1',
  '10.0.0.0/8',
  '!10.1.0.0/16',
  '255.255.255.255',
  'fe80::1%eth0',
  '*a*b*c*d',
  '$6$salt$hash',
  '\n  - ',
  '\n  x: ',
  '&a ',
  '*a ',
  '<<: *a',
]

interface Mutation {
  kind: 'insert' | 'delete' | 'repeat' | 'move' | 'flip' | 'cut'
  /** Where, as parts of the whole. */
  from: number
  to: number
  bytes: Uint8Array
  times: number
}

const part = fc.double({ min: 0, max: 1, noNaN: true })

function mutation(words: readonly string[]): fc.Arbitrary<Mutation> {
  const word = fc.constantFrom(...TROUBLE, ...words).map((text) => new TextEncoder().encode(text))
  return fc.record({
    kind: fc.constantFrom('insert', 'insert', 'insert', 'delete', 'repeat', 'move', 'flip', 'cut'),
    from: part,
    to: part,
    bytes: fc.oneof(
      { weight: 6, arbitrary: word },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 16 }) },
    ),
    times: fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 1, max: 4 }) },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 2000 }) },
    ),
  })
}

/** Where lines, words or bytes begin: a cut between words finds more than one inside of them. */
function place(bytes: Uint8Array, at: number, step: number): number {
  const exact = Math.floor(at * bytes.length)
  if (step === 0) return exact
  const next = bytes.indexOf(step === 1 ? 0x20 : 0x0a, exact)
  return next === -1 ? exact : next + 1
}

function apply(bytes: Uint8Array, { kind, from, to, bytes: given, times }: Mutation): Uint8Array {
  const step = Math.floor(to * 1000) % 3
  const [start = 0, end = 0] = [place(bytes, from, step), place(bytes, to, step)].sort((a, b) => a - b)
  const [before, middle, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)]
  switch (kind) {
    case 'insert':
      return Buffer.concat([before, ...Array.from({ length: times }, () => given), middle, after])
    case 'delete':
      return Buffer.concat([before, middle.subarray(0, middle.length >> 3), after])
    case 'repeat':
      return Buffer.concat([
        before,
        ...Array.from({ length: Math.min(times, 1 + 100_000 / (middle.length + 1)) }, () => middle),
        after,
      ])
    case 'move':
      return Buffer.concat([middle, before, after])
    case 'flip':
      return bytes.map((byte, index) => (index === start ? byte ^ (1 << (times % 8)) : byte))
    case 'cut':
      return before
  }
}

/** Files like the given ones, spoilt in a few places. */
export function spoilt(
  seeds: readonly Uint8Array[],
  words: readonly string[] = [],
  most = 6,
): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(mutation(words), { maxLength: most }))
    .map(([seed, mutations]) => mutations.reduce(apply, seed))
}

/** The same as text. */
export function spoiltText(
  seeds: readonly string[],
  words: readonly string[] = [],
  most = 6,
): fc.Arbitrary<string> {
  return spoilt(
    seeds.map((seed) => new TextEncoder().encode(seed)),
    words,
    most,
  ).map((bytes) => new TextDecoder().decode(bytes))
}
