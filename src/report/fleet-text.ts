import type { FormInFleet, HostsAlike, RuleInFleet } from './count-fleet.ts'
import { baselineInWords } from './ending.ts'
import { block, type Colours, paintFor } from './finding-text.ts'
import type { FleetReport, Interrupted } from './fleet.ts'
import { SEVERITIES, type Style } from './report.ts'
import { incompleteInWords, summaryInWords } from './summary.ts'
import { visible } from './visible.ts'
import { hanging } from './wrap.ts'

/** So many forms of one contradiction are shown in full. */
const FORMS = 3
/** So many hosts are named. */
const NAMED = 5
/** So many kinds of hosts are listed. */
const LISTED = 20

/** For people who have many hosts: what is wrong, with one example in full, and how it is with each host. */
export function fleetText(report: FleetReport, style: Style): string {
  const paint = paintFor(style)
  const blocks = report.rules.flatMap((rule) => ruleBlocks(rule, report, style, paint))
  const paragraphs =
    style.detail === 'quiet'
      ? blocks
      : [...blocks, ...hostList(report, style, paint), closing(report, style, paint)]
  return paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function ruleBlocks(rule: RuleInFleet, report: FleetReport, style: Style, paint: Colours): string[][] {
  const shown = style.detail === 'verbose' ? rule.forms : rule.forms.slice(0, FORMS)
  const rest = rule.forms.slice(shown.length)
  const blocks = shown.map((form) => formBlock(form, report, style, paint))
  if (rest.length === 0) return blocks
  const hosts = new Set(rest.flatMap((form) => form.hosts))
  const text = `${rule.rule}, in ${rest.length} more form${rest.length === 1 ? '' : 's'}: ${onHosts([...hosts], report)}; --verbose shows all.`
  return [...blocks, hanging(`${rule.severity}: `, text, style.width)]
}

function formBlock(form: FormInFleet, report: FleetReport, style: Style, paint: Colours): string[] {
  const { finding, sources } = form.example()
  const where = form.hosts.length > 1 ? hanging('  ', `${onHosts(form.hosts, report)}.`, style.width) : []
  return block(finding, sources, style, paint, where)
}

/** `on 100 of 3000 hosts: web1, web2 and 98 more` */
function onHosts(hosts: readonly number[], report: FleetReport): string {
  const all = hosts.length === report.names.length && hosts.length > 1
  const of = all
    ? `all ${counted(hosts.length, report)}`
    : `${hosts.length} of ${counted(report.names.length, report)}`
  return `on ${of}: ${namesOf(hosts, report)}`
}

function namesOf(hosts: readonly number[], { names }: FleetReport): string {
  // One more is named as quickly as counted.
  const few = hosts.length <= NAMED + 1 ? hosts : hosts.slice(0, NAMED)
  const more = hosts.length - few.length
  const known = few.map((host) => visible(names[host] ?? '')).join(', ')
  return more > 0 ? `${known} and ${more} more` : known
}

/** `3000 hosts` */
export function counted(count: number, { unit }: Pick<FleetReport, 'unit'>): string {
  return `${count} ${count === 1 ? unit : unit === 'host or file' ? 'hosts and files' : `${unit}s`}`
}

function hostList(report: FleetReport, style: Style, paint: Colours): string[][] {
  if (report.alike.length === 0) return []
  const listed = style.detail === 'verbose' ? report.alike : report.alike.slice(0, LISTED)
  const rest = report.alike.slice(listed.length)
  const widths = listed.map(({ counts }) => countsInWords(counts).length)
  const column = Math.max(...widths)
  const more = rest.reduce((sum, { hosts }) => sum + hosts.length, 0)
  return [
    [
      paint.strong('Hosts, worst first:'),
      ...listed.flatMap((like) => {
        const label = `  ${countsInWords(like.counts).padEnd(column)}  `
        const count = like.hosts.length > 1 ? `${counted(like.hosts.length, report)}: ` : ''
        return hanging(label, `${count}${namesOf(like.hosts, report)}`, style.width)
      }),
      ...(more > 0 ? [`  … and ${counted(more, report)} with less`] : []),
    ],
  ]
}

/** `2 errors, 1 warning` */
export function countsInWords(counts: HostsAlike['counts']): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => {
      const plural = counts[severity] === 1 || severity === 'info' ? '' : 's'
      return `${counts[severity]} ${severity}${plural}`
    })
    .join(', ')
}

function closing(report: FleetReport, { width }: Style, paint: Colours): string[] {
  const { rules, names, alike, failures, suppressed, baseline, interrupted } = report
  const affected = alike.reduce((sum, { hosts }) => sum + hosts.length, 0)
  const clean = names.length - affected
  const [first] = rules
  const lines = [
    `${summaryInWords(report.summary)}${affected > 0 && clean > 0 ? `; ${counted(clean, report)} without findings` : ''}`,
    incompleteInWords(report.summary),
    baseline && baselineInWords(baseline),
    suppressed > 0 && `${suppressed} finding${suppressed === 1 ? ' is' : 's are'} suppressed`,
    failures.length > 0 && `${failures.length} input${failures.length === 1 ? '' : 's'} could not be judged`,
    interrupted && interruptedInWords(interrupted),
  ].filter((line) => typeof line === 'string')
  const explanation = `conflint explain ${first?.rule} says why; so for every rule.`
  return [
    ...lines.flatMap((line) => hanging('', line, width)),
    ...(first ? hanging('', explanation, width).map(paint.quiet) : []),
  ]
}

/** `interrupted after 5 of 9 hosts` */
export function interruptedInWords({ after, of }: Interrupted): string {
  const hosts = of === undefined ? `${after} host${after === 1 ? '' : 's'}` : `${after} of ${of} hosts`
  return `interrupted after ${hosts}`
}
