import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { Judged } from '../../fix/prove.ts'
import { parseJson } from '../../host/json.ts'
import {
  type Baseline,
  type BaselineSurroundings,
  hideKnown,
  printBaseline,
  updatedBaseline,
} from '../../report/baseline.ts'
import { fingerprints } from '../../report/fingerprint.ts'
import { byUrgency, type DetailedReport } from '../../report/report.ts'
import { type Arguments, one } from '../arguments.ts'
import { usageFailure } from '../failure.ts'
import { readText } from '../reading/read-text.ts'
import type { Tree } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { JudgedInput } from './judge-inputs.ts'

/** Which baseline counts, and what for. */
export interface BaselineRequest {
  /** Absolute. */
  file: string
  /** Whether it is to know all that is found. */
  update: boolean
  /** Where the configuration names it: file and line. */
  where?: string
}

/** The baseline that counts: that of the command line, or that which the configuration of all inputs names. Absolute. */
export function baselineFor(
  given: Arguments,
  judged: readonly Pick<JudgedInput, 'configuration'>[],
  { directory }: Pick<Terminal, 'directory'>,
): BaselineRequest | undefined {
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
  const where = named === undefined ? judged[0]?.configuration.origins.get('baseline') : undefined
  return file === undefined ? undefined : { file, update, ...(where !== undefined && { where }) }
}

/** The report without the findings that the baseline knows; with `update`, after writing all of them into it. */
export async function withBaseline(
  report: DetailedReport,
  request: BaselineRequest,
  terminal: Terminal,
): Promise<DetailedReport> {
  const { file, update } = request
  const shown = relative(terminal.directory, file)
  const surroundings = surroundingsOf(report, file, shown, terminal)
  if (!update) return hideKnown(report, await existingBaseline(request, terminal), surroundings)
  const earlier = existsSync(file) ? await readBaseline(file, shown) : undefined
  const baseline = updatedBaseline(report, earlier, surroundings)
  writeBaseline(baseline, file, terminal)
  return hideKnown(report, baseline, surroundings)
}

/** How what was judged in a tree is without the findings that the baseline knows: those are hidden, as by a comment. */
export async function hidingKnown(
  { shown }: Pick<Tree, 'shown'>,
  request: BaselineRequest,
  terminal: Pick<Terminal, 'directory'>,
): Promise<(judged: Judged) => Judged> {
  if (request.update && !existsSync(request.file)) return (judged) => judged
  const { findings: entries } = await existingBaseline(request, terminal)
  const known = new Set(entries.map(({ fingerprint }) => fingerprint))
  const nameIn = baselineNames(request.file, terminal.directory)
  // Only files of the daemon's host have absolute names.
  const nameOf = (path: string) => nameIn(path.startsWith('/') ? shown(path) : path)
  return (judged) => {
    const findings = judged.findings.toSorted(byUrgency)
    const sources = new Map(judged.config.sources.map(({ path, text }) => [path, text]))
    const names = fingerprints({ findings, sources }, nameOf)
    const hidden = new Set(findings.filter((_, index) => known.has(names[index] ?? '')))
    return {
      ...judged,
      findings: judged.findings.filter((finding) => !hidden.has(finding)),
      suppressed: [...(judged.suppressed ?? []), ...hidden],
    }
  }
}

export function writeBaseline(baseline: Baseline, file: string, terminal: Terminal): void {
  try {
    terminal.write(file, printBaseline(baseline))
  } catch (error) {
    throw usageFailure(`the baseline cannot be written (${error instanceof Error ? error.message : error})`)
  }
}

/** The baseline in a file that must be there. */
export async function existingBaseline(
  { file, where }: BaselineRequest,
  { directory }: Pick<Terminal, 'directory'>,
): Promise<Baseline> {
  const shown = relative(directory, file)
  if (existsSync(file)) return readBaseline(file, shown)
  throw usageFailure(
    `${where === undefined ? '' : `${where}: `}the baseline ${shown} does not exist; --update-baseline writes it`,
  )
}

/** Files are named relative to the baseline, so that it may be used from any directory. */
function surroundingsOf(
  { sources }: DetailedReport,
  file: string,
  shown: string,
  { directory }: Terminal,
): BaselineSurroundings {
  const nameOf = baselineNames(file, directory)
  const judged = new Set([...sources.keys()].map(nameOf))
  return { nameOf, wasJudged: (name) => judged.has(name) || isGone(name, file), shown }
}

/** How files are called in a baseline. */
export function baselineNames(file: string, directory: string): (name: string) => string {
  return (name) => {
    const path = resolve(directory, name)
    const inside = relative(dirname(file), path)
    return inside.startsWith('..') ? path : inside
  }
}

/** A file of another host, which this machine knows nothing of. */
const ON_HOST = /(^|\/)[^/]+:\//

/** Whether a file that a baseline names is not there any more. */
export function isGone(name: string, file: string): boolean {
  return !ON_HOST.test(name) && !existsSync(resolve(dirname(file), name))
}

async function readBaseline(file: string, shown: string): Promise<Baseline> {
  const text = readText(file, shown)
  const content = parsed(text)
  if (isBaseline(content)) return content
  // Only now is it worth the time to find out what is wrong with it.
  const [{ Ajv }, { firstFault, isFault, parseDocumentText }, { default: schema }] = await Promise.all([
    import('ajv'),
    import('../../host/schema-fault.ts'),
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
