import type { Config, Source } from '../dialects/dialect.ts'
import type { Host } from '../host/host.ts'
import { memory } from '../host/memory.ts'
import { overlay } from '../host/overlay.ts'
import type { DetailedFinding, Fix, Point } from '../rules/finding.ts'
import { type Encoding, encodeText } from '../syntax/bytes.ts'
import { type Edit, editedTexts } from './edits.ts'
import { type Plan, planFix } from './plan.ts'
import { identity, type Judged, objection } from './prove.ts'

/** Reads and judges the tree again as another host shows it: the same entry, version and rules. */
export type JudgeAgain = (host: Host) => Judged

/** A proven fix, with the configuration that it leads to. */
export interface ProvenFix {
  plan: Plan
  host: Host
  after: Judged
}

/** The first remedy of a finding that can be carried out and is proven. */
export function provenFix(
  finding: DetailedFinding,
  before: Judged,
  host: Host,
  judgeAgain: JudgeAgain,
  unsafe: boolean,
): ProvenFix | undefined {
  for (const remedy of finding.remedies) {
    const plan = planFix(remedy, finding, before.config)
    if (!plan || (!plan.safe && !unsafe)) continue
    const changed = hostWith(plan.edits, before.config, host)
    const after = judgeAgain(changed)
    if (!objection(plan, finding, before, after, host)) return { plan, host: changed, after }
  }
  return undefined
}

/**
 * Every finding that a proven fix takes away is fixed, one after the other. What could not be fixed is tried
 * again once others were, until nothing changes any more.
 */
export function fixAll(
  judged: Judged,
  host: Host,
  judgeAgain: JudgeAgain,
  unsafe: boolean,
): { judged: Judged; host: Host; titles: string[] } {
  const titles: string[] = []
  let state = { judged, host }
  // Each fix takes a finding away and brings lesser ones at most, so that this comes to an end.
  for (let fixed = -1; fixed < titles.length; ) {
    fixed = titles.length
    const tried = new Set<string>()
    for (;;) {
      const next = firstUntried(state.judged.findings, tried)
      if (!next) break
      const proven = provenFix(next.finding, state.judged, state.host, judgeAgain, unsafe)
      if (!proven) tried.add(next.name)
      else {
        state = { judged: proven.after, host: proven.host }
        titles.push(proven.plan.title)
      }
    }
  }
  return { ...state, titles }
}

/** The first finding whose name is not among those tried: names count findings that read alike. */
function firstUntried(
  findings: readonly DetailedFinding[],
  tried: ReadonlySet<string>,
): { finding: DetailedFinding; name: string } | undefined {
  const alike = new Map<string, number>()
  for (const finding of findings) {
    const kind = identity(finding)
    const number = (alike.get(kind) ?? 0) + 1
    alike.set(kind, number)
    const name = `${number} ${kind}`
    if (!tried.has(name)) return { finding, name }
  }
  return undefined
}

/** The published form of a proven fix. */
export function publishedFix({ plan }: ProvenFix, config: Config): Fix {
  return {
    title: plan.title,
    safe: plan.safe,
    edits: plan.edits.map(({ path, start, end, text }) => {
      const source = config.sources.find((one) => one.path === path)
      return { file: path, range: { start: pointAt(source, start), end: pointAt(source, end) }, text }
    }),
  }
}

/** A host on which edits are made. */
export function hostWith(edits: readonly Edit[], { sources }: Config, host: Host): Host {
  const before = (path: string) => sources.find((source) => source.path === path)?.text ?? ''
  const texts = editedTexts(edits, before)
  const files = [...texts].map(
    ([path, text]) => [path, encodeText(text, encodingOf(path, before(path), host))] as const,
  )
  return overlay(memory(Object.fromEntries(files)), host)
}

/** How a text was read: one file that is not UTF-8 makes the daemon's view of all files one of bytes. */
function encodingOf(path: string, text: string, host: Host): Encoding {
  const bytes = host.read(path)
  const encoded = encodeText(text, 'utf-8')
  const isSame =
    bytes instanceof Uint8Array &&
    bytes.length === encoded.length &&
    bytes.every((byte, index) => byte === encoded[index])
  return isSame ? 'utf-8' : 'latin1'
}

function pointAt(source: Source | undefined, offset: number): Point {
  const before = source?.text.slice(0, offset) ?? ''
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
