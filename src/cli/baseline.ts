import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { parseJson } from '../host/json.ts'
import {
  type Baseline,
  type BaselineSurroundings,
  hideKnown,
  printBaseline,
  updatedBaseline,
} from '../report/baseline.ts'
import type { DetailedReport } from '../report/report.ts'
import { type Arguments, one } from './arguments.ts'
import { usageFailure } from './failure.ts'
import type { JudgedInput } from './judge-inputs.ts'
import { readText } from './read-text.ts'
import type { Terminal } from './terminal.ts'

/** The baseline that counts: that of the command line, or that which the configuration of all inputs names. Absolute. */
export function baselineFor(given: Arguments, judged: readonly JudgedInput[], { directory }: Terminal) {
  const update = given['update-baseline'] === true
  const named = one(given, 'baseline')
  const configured = [...new Set(judged.map(({ configuration }) => configuration.baseline))]
  const file = named === undefined ? configured[0] : resolve(directory, named)
  if (named === undefined && configured.length > 1) {
    throw usageFailure(
      'these inputs have different baselines in their configuration; check them one at a time, or name one with --baseline',
    )
  }
  if (update && file === undefined) throw usageFailure('--update-baseline needs --baseline FILE')
  return file === undefined ? undefined : { file, update }
}

/** The report without the findings that the baseline knows; with `update`, after writing all of them into it. */
export async function withBaseline(
  report: DetailedReport,
  { file, update }: { file: string; update: boolean },
  terminal: Terminal,
): Promise<DetailedReport> {
  const shown = relative(terminal.directory, file)
  const surroundings = surroundingsOf(report, file, shown, terminal)
  const earlier = existsSync(file) ? await readBaseline(file, shown) : undefined
  if (!update) {
    if (earlier) return hideKnown(report, earlier, surroundings)
    throw usageFailure(`the baseline ${shown} does not exist; --update-baseline writes it`)
  }
  const baseline = updatedBaseline(report, earlier, surroundings)
  try {
    terminal.write(file, printBaseline(baseline))
  } catch (error) {
    throw usageFailure(`the baseline cannot be written (${error instanceof Error ? error.message : error})`)
  }
  return hideKnown(report, baseline, surroundings)
}

/** Files are named relative to the baseline, so that it may be used from any directory. */
function surroundingsOf(
  { sources }: DetailedReport,
  file: string,
  shown: string,
  { directory }: Terminal,
): BaselineSurroundings {
  const nameOf = (name: string) => {
    const path = resolve(directory, name)
    const inside = relative(dirname(file), path)
    return inside.startsWith('..') ? path : inside
  }
  const judged = new Set([...sources.keys()].map(nameOf))
  return {
    nameOf,
    wasJudged: (name) => judged.has(name) || !existsSync(resolve(dirname(file), name)),
    shown,
  }
}

async function readBaseline(file: string, shown: string): Promise<Baseline> {
  const text = readText(file, shown)
  const content = parsed(text)
  if (isBaseline(content)) return content
  // Only now is it worth the time to find out what is wrong with it.
  const [{ Ajv }, { firstFault, isFault, parseDocumentText }, { default: schema }] = await Promise.all([
    import('ajv'),
    import('../host/schema-fault.ts'),
    import('./baseline.schema.json', { with: { type: 'json' } }),
  ])
  const document = parseDocumentText(text)
  if (isFault(document)) throw usageFailure(`${shown}:${document.line}: ${document.message}`)
  const fits = new Ajv({ allErrors: true, verbose: true }).compile<Baseline>(schema)
  if (fits(document.content)) return document.content
  const { line, where, message } = firstFault(fits.errors ?? [], text)
  throw usageFailure(`${shown}:${line}: ${where === '' ? '' : `${where}: `}${message}`)
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function isBaseline(content: unknown): content is Baseline {
  if (typeof content !== 'object' || content === null) return false
  if (!('version' in content) || content.version !== 1) return false
  if (!('findings' in content) || !Array.isArray(content.findings)) return false
  return content.findings.every(
    (entry: unknown) =>
      typeof entry === 'object' &&
      entry !== null &&
      'rule' in entry &&
      typeof entry.rule === 'string' &&
      'file' in entry &&
      typeof entry.file === 'string' &&
      'fingerprint' in entry &&
      typeof entry.fingerprint === 'string' &&
      'lines' in entry &&
      Array.isArray(entry.lines),
  )
}
