import type { Remedy } from '../rules/finding.ts'
import { type Example, type RuleDocument, remediesOf } from '../rules/rule.ts'

/** The documentation of a rule as a Markdown page; the same text serves `explain`. */
export function rulePage(rule: RuleDocument): string {
  const { id, title, severity, confidence, profile, applies, why, references, examples } = rule
  const remedies = remediesOf(rule)
  const facts = [
    `| severity | ${severitiesOf(rule).join(', ')} |`,
    `| confidence | ${confidence} |`,
    ...(severity && profile === 'hardening' ? ['| profile | hardening (off by default) |'] : []),
    ...(applies ? [`| versions | ${applies} |`] : []),
  ]
  const sections = [
    `<!-- Generated from rules/${id}.yaml by the build. -->`,
    `# ${id}`,
    `**${title}**`,
    ['| | |', '| --- | --- |', ...facts].join('\n'),
    why.trim(),
    ...(remedies.length > 0 ? ['## What to do', remedies.map(remedyText).join('\n\n')] : []),
    ...exampleSection(
      'Found',
      examples.filter(({ bad }) => bad !== undefined),
    ),
    ...exampleSection(
      'Not found',
      examples.filter(({ good }) => good !== undefined),
    ),
    ...(references.length > 0
      ? ['## References', references.map((reference) => `- ${reference}`).join('\n')]
      : []),
  ]
  return `${sections.join('\n\n')}\n`
}

/** The page that lists all rules. */
export function indexPage(rules: readonly RuleDocument[]): string {
  const dialects = [...new Set(rules.map(({ id }) => id.split('/')[0] ?? ''))]
  const tables = dialects.map((dialect) => {
    const rows = rules
      .filter(({ id }) => id.startsWith(`${dialect}/`))
      .map((rule) => `| [${rule.id}](${rule.id}.md) | ${severitiesOf(rule).join(', ')} | ${rule.title} |`)
    return `## ${dialect}\n\n| rule | severity | |\n| --- | --- | --- |\n${rows.join('\n')}`
  })
  return `<!-- Generated from rules/ by the build. -->\n\n# Rules\n\n${tables.join('\n\n')}\n`
}

function severitiesOf({ severity, cases }: RuleDocument): string[] {
  return [...new Set(cases ? cases.map((variant) => variant.severity ?? severity) : [severity])]
}

function remedyText({ title, text, set }: Remedy): string {
  // What a finding fills in is not known here.
  const lines = Object.entries(set ?? {}).map(([keyword, value]) =>
    `${keyword} ${[value].flat().join(' ')}`.replace(/\{[\w-]+\}/g, '…'),
  )
  return [
    `- ${title}`,
    ...(text ? [text.trim().includes('\n') ? `\`\`\`\n${text.trim()}\n\`\`\`` : text.trim()] : []),
    ...(lines.length > 0 ? [`\`\`\`\n${lines.join('\n')}\n\`\`\``] : []),
  ]
    .map((part, index) => (index === 0 ? part : part.replace(/^(?=.)/gm, '  ')))
    .join('\n\n')
}

function exampleSection(title: string, examples: readonly Example[]): string[] {
  return examples.length > 0 ? [`## ${title}`, ...examples.map(exampleText)] : []
}

function exampleText({ bad, good, files, version, facts, evidence, ...example }: Example): string {
  const marked = new Set((evidence ?? []).filter((line) => typeof line === 'number'))
  const main = (bad ?? good ?? '')
    .trimEnd()
    .split('\n')
    .map((line, index) => `${marked.has(index + 1) ? '▶' : ' '} ${line}`)
  const told = [
    ...(version !== undefined ? [`judged for version ${version}`] : []),
    ...(example['agent-keys'] !== undefined ? [`with ${example['agent-keys']} keys in the agent`] : []),
    ...(example.reader ? [`read by ${example.reader}`] : []),
    ...(facts ? ['with facts of the host'] : []),
  ]
  const others = Object.entries(files ?? {}).map(
    ([path, text]) => `\`${path}\`:\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``,
  )
  const body = main.join('').trim() === '' ? [] : [`\`\`\`\n${main.join('\n')}\n\`\`\``]
  return [
    ...(told.length > 0 ? [`${told.join(', ')}:`.replace(/^./, (first) => first.toUpperCase())] : []),
    ...body,
    ...others,
  ].join('\n\n')
}
