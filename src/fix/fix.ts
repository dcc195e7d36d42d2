import type { Config, Source } from '../dialects/dialect.ts'
import type { Host } from '../host/host.ts'
import { memory } from '../host/memory.ts'
import { overlay } from '../host/overlay.ts'
import type { DetailedFinding, Fix, Point } from '../rules/finding.ts'
import { decodeBytes, encodeText } from '../syntax/bytes.ts'
import { type Edit, editedTexts } from './edits.ts'
import { type Plan, planFix } from './plan.ts'
import { isProven, type Judged } from './prove.ts'

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
    if (isProven(plan, finding, before, after, host)) return { plan, host: changed, after }
  }
  return undefined
}

/** Every finding that a proven fix takes away is fixed, one after the other, until none is left that can be. */
export function fixAll(
  judged: Judged,
  host: Host,
  judgeAgain: JudgeAgain,
  unsafe: boolean,
): { judged: Judged; host: Host; titles: string[] } {
  const titles: string[] = []
  let state = { judged, host }
  // Each fix takes a finding away; one that brings another back must not go on for ever.
  for (let rest = judged.findings.length; rest > 0; rest--) {
    const proven = firstProven(state.judged, state.host, judgeAgain, unsafe)
    if (!proven) break
    state = { judged: proven.after, host: proven.host }
    titles.push(proven.plan.title)
  }
  return { ...state, titles }
}

function firstProven(
  judged: Judged,
  host: Host,
  judgeAgain: JudgeAgain,
  unsafe: boolean,
): ProvenFix | undefined {
  for (const finding of judged.findings) {
    const proven = provenFix(finding, judged, host, judgeAgain, unsafe)
    if (proven) return proven
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

function hostWith(edits: readonly Edit[], { sources }: Config, host: Host): Host {
  const texts = editedTexts(edits, (path) => sources.find((source) => source.path === path)?.text ?? '')
  const files = [...texts].map(([path, text]) => [path, encodeText(text, encodingOf(path, host))] as const)
  return overlay(memory(Object.fromEntries(files)), host)
}

function encodingOf(path: string, host: Host) {
  const bytes = host.read(path)
  return bytes instanceof Uint8Array ? decodeBytes(bytes).encoding : 'utf-8'
}

function pointAt(source: Source | undefined, offset: number): Point {
  const before = source?.text.slice(0, offset) ?? ''
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
