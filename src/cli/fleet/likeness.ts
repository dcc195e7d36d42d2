import { digest } from './digest.ts'

/** What a snapshot has in common with all that differ from it only in the name of the host and the time. */
export interface Likeness {
  /** The same text for the same content beside these. */
  content: string
  host: string
}

/** As snapshot.schema.json has them, written without escapes; others are looked at more closely. */
const NAME = /^[^\s\p{Cc}\\"]{1,253}$/u
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/

/** Looks at a snapshot without reading it. `undefined` where its host and time are not easily found. */
export function likenessOf(snapshot: Buffer): Likeness | undefined {
  const host = memberOf(snapshot, 'host')
  if (!host || !NAME.test(host.value)) return undefined
  const taken = memberOf(snapshot, 'taken')
  if (taken && !TIME.test(taken.value)) return undefined
  const places = (taken ? [host, taken] : [host]).sort((a, b) => a.from - b.from)
  const ends = [...places.map(({ from }) => from), snapshot.length]
  const begins = [0, ...places.map(({ to }) => to)]
  const digests = begins.map((from, index) => digest(snapshot.subarray(from, ends[index])))
  return { content: digest(digests.join()), host: host.value }
}

/** No host and no time is longer, in bytes. */
const LONGEST = 1024

/** The first member of this name that is a string: what stands between the quotation marks, and where. */
function memberOf(snapshot: Buffer, name: string): { value: string; from: number; to: number } | undefined {
  const key = `"${name}"`
  for (let at = snapshot.indexOf(key); at >= 0; at = snapshot.indexOf(key, at + 1)) {
    const behind = snapshot.toString('latin1', at + key.length, at + key.length + LONGEST)
    const [, lead, written = ''] = /^(\s*:\s*")([^"]*)"/.exec(behind) ?? []
    if (lead === undefined) continue
    const from = at + key.length + lead.length
    const to = from + written.length
    return { value: snapshot.toString('utf8', from, to), from, to }
  }
  return undefined
}
