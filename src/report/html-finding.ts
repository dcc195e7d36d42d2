import type { Evidence, Remedy } from '../rules/finding.ts'
import { marked, type Quotation } from './excerpt.ts'
import {
  concernedInWords,
  evidenceElsewhere,
  linesToPaste,
  quotedLines,
  remedyInWords,
} from './finding-words.ts'
import { type Html, html } from './html-text.ts'
import type { DetailedReport, ReportedFinding } from './report.ts'
import { releasesInWords, versionsInWords } from './versions.ts'

/** All of a finding but its message. */
export function findingHtml(finding: ReportedFinding, sources: DetailedReport['sources']): Html {
  const { confidence, remedies, scope } = finding
  const quoted = quotedLines(finding).map(([file, lines]) => excerptHtml(file, lines, sources.get(file)))
  const elsewhere = evidenceElsewhere(finding).map((line) => html`<li>${line}</li>`)
  const said = [
    confidence === 'certain' ? '' : `${confidence}.`,
    versionsInWords(finding) || releasesInWords(finding),
    concernedInWords(finding),
  ].filter((sentence) => sentence !== '')
  return html`${quoted}${elsewhere.length > 0 ? html`<ul>${elsewhere}</ul>` : undefined}${said.map(
    (sentence) => html`<p>${sentence}</p>`,
  )}${scope ? html`<p class="quiet">Ask the daemon: <code>sshd -T -C ${scope.spec}</code></p>` : undefined}${
    remedies.length > 0 ? html`<h4>To do</h4>\n<ul>${remedies.map(remedyHtml)}</ul>` : undefined
  }`
}

function excerptHtml(file: string, lines: readonly Quotation[], source: string | undefined): Html {
  if (lines.length === 0) return html`<figure><figcaption>${file}</figcaption></figure>`
  const all = source?.split(/\r?\n/)
  const digits = String(Math.max(...lines.map(({ line }) => line))).length
  return html`<figure><figcaption>${file}</figcaption>
<pre>${lines.map((quotation) => lineHtml(quotation, all?.[quotation.line - 1], digits))}</pre></figure>
`
}

/** Longer lines are cut, in UTF-16 units. */
const LONGEST = 400

function lineHtml({ evidence, line, range }: Quotation, known: string | undefined, digits: number): Html {
  const source = (known ?? written(evidence)).replaceAll('\t', '    ')
  const [from, to] = known === undefined ? [0, source.length] : marked(known, line, range)
  // Tabs made it longer.
  const shift = known === undefined ? 0 : source.length - known.length
  const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
  const [start, end] =
    shift === 0 ? [from, to] : [source.length - source.trimStart().length, source.trimEnd().length]
  const note = evidence.note === undefined ? undefined : html`  <span class="note">${evidence.note}</span>`
  return html`<span class="n">${String(line).padStart(digits)} </span>${cut(source.slice(0, start))}<mark>${cut(
    source.slice(start, end),
  )}</mark>${cut(source.slice(end))}${note}
`
}

function written({ keyword, value }: Evidence): string {
  return `${keyword} ${value}`
}

function remedyHtml(remedy: Remedy): Html {
  const lines = linesToPaste(remedy)
  const { text } = remedy
  return html`<li>${remedyInWords(remedy)}${
    text === undefined
      ? undefined
      : html`${text
          .trim()
          .split('\n')
          .map((line) => html`<p>${line}</p>`)}`
  }${lines.length > 0 ? html`<pre>${lines.map((line) => html`${line}\n`)}</pre>` : undefined}</li>
`
}
