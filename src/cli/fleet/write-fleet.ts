import { fleetText } from '../../report/fleet-text.ts'
import { formatNamed } from '../../report/formats.ts'
import { jsonText } from '../../report/json-text.ts'
import { type Format, published, type Style } from '../../report/report.ts'
import { builtin, rulesAboutSuppressions } from '../../rules/builtin.ts'
import { type Destination, destinations } from '../terminal/destinations.ts'
import { styleOf, type Terminal } from '../terminal/terminal.ts'
import { addJobSummary, FILE_WIDTH, writeReport } from '../terminal/write-reports.ts'
import { expanded, inOrder } from './expand.ts'
import { type FleetFindings, wholeSummary } from './fleet-findings.ts'
import { fleetReport } from './fleet-report.ts'
import type { Gathered } from './gathered.ts'
import { named } from './outcome.ts'
import { Stream } from './stream.ts'

/** The reports on a fleet: JSON lines as hosts are judged, and the others at the end. */
export class FleetReports {
  readonly #gathered: Gathered
  readonly #targets: readonly Destination[]
  readonly #detail: NonNullable<Style['detail']>
  readonly #terminal: Terminal
  readonly #streams: Stream[]
  /** Findings as lines of JSON, by number. */
  readonly #lines = new Map<number, string>()

  constructor(
    gathered: Gathered,
    asked: readonly string[],
    detail: NonNullable<Style['detail']>,
    terminal: Terminal,
  ) {
    this.#gathered = gathered
    this.#targets = destinations(asked)
    this.#detail = detail
    this.#terminal = terminal
    this.#streams = this.#targets
      .filter(({ format }) => format === 'jsonl')
      .map(({ file }) => new Stream(file, terminal))
  }

  /** Adds what was found on a host. */
  add(host: string, findings: readonly number[]): void {
    if (this.#streams.length === 0) return
    const lines = findings.map((number) => named(this.#line(number), inJson(host))).join('')
    for (const stream of this.#streams) stream.write(lines)
  }

  /** Writes what is not written yet. */
  async write(findings: FleetFindings): Promise<void> {
    for (const stream of this.#streams) {
      for (const own of findings.others.findings) stream.write(`${jsonText(published(own))}\n`)
      stream.end()
    }
    for (const target of this.#targets) if (target.format !== 'jsonl') await this.#writeOne(target, findings)
  }

  async #writeOne(target: Destination, findings: FleetFindings): Promise<void> {
    const { format, file } = target
    const several = findings.gathered.hosts.length > 1
    if (format === 'text' && several) {
      const style = file === undefined ? styleOf(this.#terminal) : { colour: false, width: FILE_WIDTH }
      const text = fleetText(fleetReport(findings), { ...style, detail: this.#detail })
      const stream = new Stream(file, this.#terminal)
      stream.write(text)
      stream.end()
    } else if (several && (format === 'json' || format === 'oneline' || format === 'html')) {
      const stream = new Stream(file, this.#terminal)
      for (const piece of await this.#pieces(format, findings)) {
        if (stream.write(piece)) await this.#terminal.drained?.()
      }
      stream.end()
    } else {
      const report = expanded(findings, await this.#rules(findings))
      await writeReport(report, target, this.#detail, this.#terminal)
      if (format === 'github') await addJobSummary(report, this.#terminal)
    }
  }

  async #pieces(format: 'json' | 'oneline' | 'html', findings: FleetFindings): Promise<Iterable<string>> {
    if (format === 'json') return jsonOf(findings)
    if (format === 'oneline') return lineByLine(findings, await formatNamed('oneline'))
    return (await import('../../report/html.ts')).htmlOf(fleetReport(findings))
  }

  /** The rules that were asked. */
  async #rules({ others }: FleetFindings) {
    const known = await Promise.all([...this.#gathered.dialects].map(builtin))
    const rules = [
      ...known.flatMap(({ rules }) => rules),
      ...(await rulesAboutSuppressions()),
      ...others.rules,
    ]
    return [...new Map(rules.map((rule) => [rule.id, rule])).values()]
  }

  #line(number: number): string {
    const known = this.#lines.get(number)
    if (known !== undefined) return known
    const line = `${jsonText(published(this.#gathered.found(number).finding))}\n`
    if (this.#lines.size >= MOST_LINES) this.#lines.clear()
    this.#lines.set(number, line)
    return line
  }
}

/** So many findings are kept as they are printed. */
const MOST_LINES = 2000

/** A name within a text of JSON. */
function inJson(name: string): string {
  return JSON.stringify(name).slice(1, -1)
}

/** The same as the JSON of a report that is there as a whole, piece by piece. */
function* jsonOf(findings: FleetFindings): Generator<string> {
  const { others, gathered } = findings
  const version = 1
  const whole = jsonText({ version, tool: others.tool, findings: [], summary: wholeSummary(findings) }, 2)
  const [head = '', tail = ''] = whole.split('"findings": []')
  yield `${head}"findings": [`
  const printed = printer((number) => indented(published(gathered.found(number).finding)))
  let separator = '\n'
  for (const placed of inOrder(findings)) {
    const text =
      'own' in placed ? indented(published(placed.own)) : named(printed(placed.finding), inJson(placed.host))
    yield `${separator}${text}`
    separator = ',\n'
  }
  yield `${separator === '\n' ? '' : '\n  '}]${tail}\n`
}

function indented(value: unknown): string {
  return jsonText(value, 2).replaceAll(/^/gm, '    ')
}

function* lineByLine(findings: FleetFindings, oneline: Format): Generator<string> {
  const { others, gathered } = findings
  const printed = printer((number) =>
    oneline({ ...others, findings: [gathered.found(number).finding] }, { colour: false, width: FILE_WIDTH }),
  )
  for (const placed of inOrder(findings)) {
    yield 'own' in placed
      ? oneline({ ...others, findings: [placed.own] }, { colour: false, width: FILE_WIDTH })
      : named(printed(placed.finding), placed.host)
  }
}

/** Remembers what was printed last. */
function printer(print: (number: number) => string): (number: number) => string {
  const known = new Map<number, string>()
  return (number) => {
    const text = known.get(number) ?? print(number)
    if (known.size >= MOST_LINES) known.clear()
    known.set(number, text)
    return text
  }
}
