import type { Remedy, Severity } from '../rules/finding.ts'
import { colours } from './colours.ts'
import { excerpt, type Paint } from './excerpt.ts'
import {
  concernedInWords,
  evidenceElsewhere,
  isLine,
  linesToPaste,
  quotedLines,
  remedyInWords,
} from './finding-words.ts'
import type { DetailedReport, ReportedFinding, Style } from './report.ts'
import { sourceLines } from './source-lines.ts'
import { releasesInWords, versionsInWords } from './versions.ts'
import { visible } from './visible.ts'
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
  const { severity, message, rule, confidence, remedies, url } = finding
  const versions = versionsInWords(finding)
  const releases = versions === '' ? releasesInWords(finding) : ''
  const label = `${severity}: `
  const headline = hanging(label, visible(message), width)
  const rest = [
    ...quotations(finding, sources, width, paint),
    ...others(finding, width),
    ...concerned(finding, width),
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

/** The evidence that stands in files. Where only defaults and facts take part, the file still says whose they are. */
function quotations(
  finding: ReportedFinding,
  sources: DetailedReport['sources'],
  width: number,
  paint: Colours,
): string[] {
  return quotedLines(finding).flatMap(([file, lines]) => [
    '',
    `  ${paint.strong(visible(file))}`,
    ...excerpt(sourceLines(sources, file), lines, width, paint),
  ])
}

function others(finding: ReportedFinding, width: number): string[] {
  const lines = evidenceElsewhere(finding).flatMap((said) => hanging('  ', visible(said), width))
  const follows = finding.evidence.some(isLine) ? [''] : []
  return lines.length === 0 ? [] : [...follows, ...lines]
}

function concerned(finding: ReportedFinding, width: number): string[] {
  const sentences = concernedInWords(finding)
  return sentences === '' ? [] : ['', ...hanging('  ', visible(sentences), width)]
}

function toDo(remedy: Remedy, label: string, width: number): string[] {
  const lines = linesToPaste(remedy).map((line) => `           ${line}`)
  return [
    '',
    ...hanging(label, visible(remedyInWords(remedy)), width),
    ...(remedy.text ?? '')
      .trimEnd()
      .split('\n')
      .flatMap((line) => hanging('         ', visible(line), width)),
    ...lines.map(visible),
  ]
}
