import { Ansis } from 'ansis'
import type { Evidence, Remedy, Severity } from '../rules/finding.ts'
import { ending } from './ending.ts'
import { excerpt, type Paint, type Quotation } from './excerpt.ts'
import type { DetailedReport, Format, ReportedFinding, Style } from './report.ts'
import { visible } from './visible.ts'
import { witnessInWords } from './witness.ts'
import { hanging } from './wrap.ts'

/** For people: all lines that take part, what each contributes, whom it concerns, what to do. */
export const text: Format = (report, style) => {
  const colours = coloursFor(style)
  const blocks = report.findings.map((finding) => block(finding, report, style, colours))
  const paragraphs = style.detail === 'quiet' ? blocks : [...blocks, ...ending(report, style, colours.quiet)]
  return paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

interface Colours extends Paint {
  severity: Record<Severity, (text: string) => string>
  strong(text: string): string
}

function coloursFor({ colour }: Style): Colours {
  const ansi = new Ansis(colour ? 1 : 0)
  return {
    quiet: (text) => ansi.dim(text),
    mark: (text) => ansi.cyan(text),
    strong: (text) => ansi.bold(text),
    severity: {
      error: (text) => ansi.bold.red(text),
      warning: (text) => ansi.bold.yellow(text),
      info: (text) => ansi.bold.blue(text),
    },
  }
}

function block(
  finding: ReportedFinding,
  report: DetailedReport,
  { width, links }: Style,
  colours: Colours,
): string[] {
  const { severity, message, rule, confidence, scope, remedies, url } = finding
  const label = `${severity}: `
  const headline = hanging(label, visible(message), width)
  const rest = [
    ...quotations(finding, report, width, colours),
    ...others(finding, width),
    ...(scope ? concerned(finding, width) : []),
    ...remedies.flatMap((remedy, number) => toDo(remedy, number === 0 ? '  To do: ' : '     Or: ', width)),
  ]
  return [
    ...headline.map((line, number) =>
      number === 0
        ? colours.severity[severity](label.trimEnd()) + colours.strong(line.slice(label.length - 1))
        : colours.strong(line),
    ),
    colours.quiet(
      `  ${links ? linked(rule, url) : rule}${confidence === 'certain' ? '' : `, ${confidence}`}`,
    ),
    ...rest,
  ]
}

/** A link that terminals make of the text (OSC 8). */
function linked(text: string, url: string | undefined): string {
  if (url === undefined || !/^[a-z]+:/.test(url)) return text
  const opening = (target: string) => `\u001b]8;;${target}\u001b\\`
  return `${opening(encodeURI(url))}${text}${opening('')}`
}

/** The evidence that stands in files, file by file; the file of the finding first. */
function quotations(
  finding: ReportedFinding,
  report: DetailedReport,
  width: number,
  colours: Colours,
): string[] {
  const files = new Map<string, Quotation[]>([[finding.file, []]])
  for (const [index, evidence] of finding.evidence.entries()) {
    if (!isLine(evidence)) continue
    const known = files.get(evidence.file) ?? []
    files.set(evidence.file, [
      ...known,
      { evidence, line: evidence.line, range: finding.evidenceRanges[index] },
    ])
  }
  const quoted = [...files].filter(([, lines]) => lines.length > 0)
  // Where only defaults and facts take part, the file still says whose they are.
  if (quoted.length === 0) return ['', `  ${colours.strong(visible(finding.file))}`]
  return quoted.flatMap(([file, lines]) => [
    '',
    `  ${colours.strong(visible(file))}`,
    ...excerpt(
      report.sources.get(file),
      lines.sort((a, b) => a.line - b.line),
      width,
      colours,
    ),
  ])
}

function isLine(evidence: Evidence): evidence is Evidence & { file: string; line: number } {
  return evidence.origin === 'line' && evidence.file !== undefined && evidence.line !== undefined
}

/** The evidence that is no line of the configuration: defaults, and facts of the host. */
function others({ evidence, daemon }: ReportedFinding, width: number): string[] {
  const lines = evidence
    .filter((piece) => !isLine(piece))
    .flatMap(({ keyword, value, origin, file, line, note }) => {
      const source =
        origin === 'default'
          ? `default of ${daemon}`
          : file === undefined
            ? 'fact'
            : `fact from ${file}${line === undefined ? '' : `:${line}`}`
      const said = `${source}: ${keyword}${origin === 'fact' ? ' is' : ''} ${value}${note === undefined ? '' : ` (${note})`}`
      return hanging('  ', visible(said), width)
    })
  const follows = evidence.some(isLine) ? [''] : []
  return lines.length === 0 ? [] : [...follows, ...lines]
}

/** At most so many accounts are named. */
const NAMED = 5

function concerned({ scope, furtherClasses, accounts }: ReportedFinding, width: number): string[] {
  if (!scope) return []
  const more = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : ''
  const sentences = [
    `Concerns ${witnessInWords(scope)}${scope.match.length > 0 ? ` (${scope.match.join(', ')})` : ''}.`,
    accounts.length > 1 && `Accounts: ${accounts.slice(0, NAMED).join(', ')}${more}.`,
    furtherClasses > 0 &&
      `The same lines concern ${furtherClasses} more kind${furtherClasses > 1 ? 's' : ''} of connections.`,
  ].filter((sentence) => sentence !== false)
  return ['', ...hanging('  ', visible(sentences.join(' ')), width)]
}

function toDo({ title, text: paragraph, set }: Remedy, label: string, width: number): string[] {
  const lines = Object.entries(set ?? {}).map(
    ([keyword, value]) => `           ${keyword} ${typeof value === 'object' ? value.join(' ') : value}`,
  )
  const ending = lines.length > 0 ? ':' : '.'
  return [
    '',
    ...hanging(label, visible(withoutOr(title).replace(/[.:]?$/, ending)), width),
    ...(paragraph === undefined ? [] : hanging('         ', visible(paragraph.replaceAll('\n', ' ')), width)),
    ...lines.map(visible),
  ]
}

/** The label says it already. */
function withoutOr(title: string): string {
  return title.replace(/^Or (.)/, (_, first: string) => first.toUpperCase())
}
