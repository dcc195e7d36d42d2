import type { Evidence, Remedy, Severity } from '../rules/finding.ts'
import { colours } from './colours.ts'
import { excerpt, type Paint, type Quotation } from './excerpt.ts'
import type { DetailedReport, ReportedFinding, Style } from './report.ts'
import { releasesInWords, versionsInWords } from './versions.ts'
import { visible } from './visible.ts'
import { witnessInWords } from './witness.ts'
import { hanging } from './wrap.ts'

export interface Colours extends Paint {
  severity: Record<Severity, (text: string) => string>
  strong(text: string): string
}

/** How a text is coloured. */
export function paintFor({ colour }: Style): Colours {
  const { bold, dim, red, yellow, blue, cyan } = colours(colour)
  return {
    quiet: dim,
    mark: cyan,
    strong: bold,
    severity: {
      error: (text) => bold(red(text)),
      warning: (text) => bold(yellow(text)),
      info: (text) => bold(blue(text)),
    },
  }
}

/**
 * All of a finding.
 * @param where what is said behind the name of the rule
 */
export function block(
  finding: ReportedFinding,
  sources: DetailedReport['sources'],
  { width, links }: Style,
  paint: Colours,
  where: readonly string[] = [],
): string[] {
  const { severity, message, rule, confidence, scope, remedies, url } = finding
  const versions = versionsInWords(finding)
  const releases = versions === '' ? releasesInWords(finding) : ''
  const label = `${severity}: `
  const headline = hanging(label, visible(message), width)
  const rest = [
    ...quotations(finding, sources, width, paint),
    ...others(finding, width),
    ...(scope ? concerned(finding, width) : []),
    ...remedies.flatMap((remedy, number) => toDo(remedy, number === 0 ? '  To do: ' : '     Or: ', width)),
  ]
  return [
    ...headline.map((line, number) =>
      number === 0
        ? paint.severity[severity](label.trimEnd()) + paint.strong(line.slice(label.length - 1))
        : paint.strong(line),
    ),
    paint.quiet(
      [
        `  ${links ? linked(rule, url) : rule}`,
        ...(confidence === 'certain' ? [] : [confidence]),
        ...(releases === '' ? [] : [releases]),
      ].join(', '),
    ),
    ...(versions === '' ? [] : hanging('  ', visible(versions), width)),
    ...where,
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
  sources: DetailedReport['sources'],
  width: number,
  paint: Colours,
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
  if (quoted.length === 0) return ['', `  ${paint.strong(visible(finding.file))}`]
  return quoted.flatMap(([file, lines]) => [
    '',
    `  ${paint.strong(visible(file))}`,
    ...excerpt(
      sources.get(file),
      lines.sort((a, b) => a.line - b.line),
      width,
      paint,
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
    ...(paragraph ?? '')
      .trimEnd()
      .split('\n')
      .flatMap((line) => hanging('         ', visible(line), width)),
    ...lines.map(visible),
  ]
}

/** The label says it already. */
function withoutOr(title: string): string {
  return title.replace(/^Or (.)/, (_, first: string) => first.toUpperCase())
}
