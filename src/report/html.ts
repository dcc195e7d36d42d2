import type { FormInFleet, HostsAlike, RuleInFleet } from './count-fleet.ts'
import { type FleetReport, fleetOf } from './fleet.ts'
import { counted, countsInWords, interruptedInWords } from './fleet-text.ts'
import { findingHtml } from './html-finding.ts'
import { SCRIPT, SCRIPT_HASH } from './html-script.ts'
import { STYLE, STYLE_HASH } from './html-style.ts'
import { Html, html } from './html-text.ts'
import type { Format } from './report.ts'
import { incompleteInWords, summaryInWords } from './summary.ts'
import { versionsInWords } from './versions.ts'

/** The page as one text. */
export const htmlPage: Format = (report) => [...htmlOf(fleetOf(report))].join('')

/** So many forms of one contradiction are shown. */
const FORMS = 100
/** So many names are spelt out where there are many more: a page that no browser opens helps nobody. */
const MOST_NAMES = 2_000_000
const SHORTENED = 1000

/** One file that needs nothing else: no network, and no script. Piece by piece. */
export function* htmlOf(report: FleetReport): Generator<string> {
  const lists = new HostLists(report)
  const { alike, rules, summary, failures, interrupted, names, tool } = report
  const affected = alike.reduce((sum, { hosts }) => sum + hosts.length, 0)
  const unit = report.unit === 'file' ? 'file' : 'host'
  yield html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="generator" content="conflint ${tool.version}">
<title>conflint: ${summaryInWords(summary)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>conflint</h1>
<p>${summaryInWords(summary)}.${affected < names.length ? ` ${counted(names.length - affected, report)} without findings.` : ''}</p>
${summary.incomplete ? html`<p>${incompleteInWords(summary)}</p>` : undefined}
${interrupted ? html`<p class="error">This run was ${interruptedInWords(interrupted)}.</p>` : undefined}
<nav><p><a href="#rules">By rule</a> · <a href="#hosts">By ${unit}</a>${
    failures.length > 0 ? html` · <a href="#failures">${failures.length} not judged</a>` : undefined
  }</p></nav>
<form hidden role="search"><label>Show only what holds <input type="search" autocomplete="off" spellcheck="false"></label> <output id="count" class="quiet"></output></form>
</header>
<main>
<h2 id="rules">By rule</h2>
`.text
  yield rules.length === 0 ? html`<p>Nothing was found.</p>\n`.text : ruleTable(rules, unit, lists).text
  for (const [index, rule] of rules.entries()) yield* ruleHtml(rule, index, report, lists)
  yield html`<h2 id="hosts">By ${unit}, the worst first</h2>\n`.text
  yield* hostTable(report, unit, lists)
  if (failures.length > 0)
    yield html`<h2 id="failures">Not judged</h2>\n<ul>${failures.map((failure) => html`<li>${failure}</li>\n`)}</ul>\n`
      .text
  yield html`</main>\n`.text
  yield* lists.print()
  yield html`<footer><p class="quiet">conflint ${tool.version}; <code>conflint explain RULE</code> says why.</p></footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text
}

function ruleTable(rules: readonly RuleInFleet[], unit: string, lists: HostLists): Html {
  const rows = rules.map(
    (
      { rule, severity, hosts, forms },
      index,
    ) => html`<tr data-hosts="${lists.add(hosts)}"><td>${severityHtml(severity)}</td><td><a href="#rule-${index}">${rule}</a></td><td class="number">${hosts.length}</td><td class="number">${forms.length}</td></tr>
`,
  )
  return html`<table>
<thead><tr><th scope="col">severity</th><th scope="col">rule</th><th scope="col" class="number">${unit}s</th><th scope="col" class="number">forms</th></tr></thead>
<tbody>${rows}</tbody>
</table>
`
}

function severityHtml(severity: RuleInFleet['severity']): Html {
  return html`<span class="severity ${severity}">${severity}</span>`
}

function* ruleHtml(
  rule: RuleInFleet,
  index: number,
  report: FleetReport,
  lists: HostLists,
): Generator<string> {
  const shown = rule.forms.slice(0, FORMS)
  const rest = rule.forms.length - shown.length
  yield html`<article id="rule-${index}" data-hosts="${lists.add(rule.hosts)}">
<h3>${severityHtml(rule.severity)} ${rule.rule}</h3>
<p class="quiet">On ${rule.hosts.length} of ${counted(report.names.length, report)}.</p>
`.text
  for (const form of shown) yield formHtml(form, lists).text
  if (rest > 0)
    yield html`<p>${rest} more forms of it are not shown here; --format jsonl tells all.</p>\n`.text
  yield '</article>\n'
}

function formHtml(form: FormInFleet, lists: HostLists): Html {
  const { finding, sources } = form.example()
  const { message, url } = finding
  const link = url !== undefined && /^https?:/.test(url) ? html` <a href="${url}">why</a>` : undefined
  const versions = versionsInWords(finding) === '' ? undefined : html` (${versionsInWords(finding)})`
  return html`<section class="form" data-hosts="${lists.add(form.hosts)}">
<h4>${message}${versions}${link}</h4>
${form.hosts.length > 1 ? html`<p>On ${lists.link(form.hosts)}; for example:</p>` : undefined}
${findingHtml(finding, sources)}</section>
`
}

function* hostTable(report: FleetReport, unit: string, lists: HostLists): Generator<string> {
  yield html`<table>
<thead><tr><th scope="col">found</th><th scope="col">${unit}s</th><th scope="col">rules</th></tr></thead>
<tbody>
`.text
  for (const like of report.alike) yield alikeRow(like, lists).text
  const affected = new Set(report.alike.flatMap(({ hosts }) => hosts))
  const clean = [...report.names.keys()].filter((host) => !affected.has(host))
  if (clean.length > 0)
    yield html`<tr data-hosts="${lists.add(clean)}"><td>nothing</td><td>${lists.link(clean)}</td><td></td></tr>\n`
      .text
  yield '</tbody>\n</table>\n'
}

function alikeRow({ hosts, counts, rules }: HostsAlike, lists: HostLists): Html {
  const listed = rules.map(
    ({ rule, severity, count }, index) =>
      html`${index === 0 ? '' : ', '}<span class="${severity}">${rule}</span>${count > 1 ? ` × ${count}` : ''}`,
  )
  return html`<tr data-hosts="${lists.add(hosts)}"><td>${countsInWords(counts)}</td><td>${lists.link(hosts)}</td><td>${listed}</td></tr>
`
}

/** The names of hosts: each set of them is there once, however many findings are about it. */
class HostLists {
  readonly #report: FleetReport
  readonly #numbers = new Map<string, number>()
  readonly #sets: (readonly number[])[] = []

  constructor(report: FleetReport) {
    this.#report = report
  }

  /** Gives the number of the list. */
  add(hosts: readonly number[]): number {
    const key = hosts.join()
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#sets.push(hosts)
    this.#numbers.set(key, this.#sets.length - 1)
    return this.#sets.length - 1
  }

  /** How many hosts, the first of them, and where all are. */
  link(hosts: readonly number[]): Html {
    const few = hosts.slice(0, hosts.length <= 4 ? 4 : 3).map((host) => this.#report.names[host] ?? '')
    const rest = hosts.length - few.length
    return rest === 0
      ? html`${few.join(', ')}`
      : html`<a href="#list-${this.add(hosts)}">${counted(hosts.length, this.#report)}</a>: ${few.join(', ')} and ${rest} more`
  }

  /** All lists. */
  *print(): Generator<string> {
    let room = MOST_NAMES
    yield html`<section><h2 id="lists">Lists</h2>\n`.text
    for (const [number, hosts] of this.#sets.entries()) {
      const named = room < hosts.length ? hosts.slice(0, SHORTENED) : hosts
      room -= named.length
      const names = named.map((host) => this.#report.names[host] ?? '').join(' ')
      const rest = hosts.length - named.length
      yield html`<details id="list-${number}"><summary>${counted(hosts.length, this.#report)}</summary>
<p class="hosts" data-list="${number}">${names}${rest > 0 ? ` and ${rest} more` : ''}</p></details>
`.text
    }
    yield '</section>\n'
  }
}
