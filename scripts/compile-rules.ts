import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pureFtpd } from '../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../src/dialects/sshd/index.ts'
import { indexPage, rulePage } from '../src/report/page.ts'
import { loadRule } from '../src/rules/load.ts'
import type { RuleDocument } from '../src/rules/rule.ts'
import { ruleSchema } from '../src/rules/schema.ts'

/** The rules about suppressions, which are the same for all daemons. */
const OWN = 'conflint'
/** What the ids of rules begin with, and their folders. */
const FAMILIES = ['sshd', 'pure-ftpd', OWN]

/**
 * The build step for rules: checks every file below `rules/` and writes them as modules, so that
 * starting conflint parses no YAML and compiles no schema.
 * @throws an Error that lists every mistake with file and line
 */
export function compileRules(repository: string): readonly RuleDocument[] {
  const dialects = [sshd, pureFtpd]
  const documents: RuleDocument[] = []
  const mistakes: string[] = []
  for (const name of FAMILIES) {
    const folder = join(repository, 'rules', name)
    for (const file of readdirSync(folder).sort()) {
      const text = readFileSync(join(folder, file), 'utf8')
      const loaded = loadRule(text, `rules/${name}/${file}`, dialects, name === OWN ? name : undefined)
      if ('errors' in loaded)
        mistakes.push(...loaded.errors.map((error) => `${error.file}:${error.line}: ${error.message}`))
      else if (`${loaded.rule.id}.yaml` !== `${name}/${file}`)
        mistakes.push(`rules/${name}/${file}: the id is ${loaded.rule.id}`)
      else documents.push(loaded.rule)
    }
  }
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'))
  const write = (file: string, type: string, name: string, content: unknown) =>
    writeFileSync(
      join(repository, 'src/rules', file),
      `// Generated from rules/ by the build.\nimport type { ${type} } from './rule.ts'\n\nexport const ${name}: readonly ${type}[] = JSON.parse(${JSON.stringify(JSON.stringify(content))})\n`,
    )
  for (const name of FAMILIES) {
    const rules = documents.filter(({ id }) => id.startsWith(`${name}/`))
    write(
      `builtin-${name}.generated.ts`,
      'Rule',
      'rules',
      rules.map(({ why: _, references: __, examples: ___, ...rule }) => rule),
    )
  }
  write('documents.generated.ts', 'RuleDocument', 'documents', documents)
  return documents
}

/** Writes the documentation of the rules: one page a rule, and an index. */
export function writePages(repository: string, documents: readonly RuleDocument[]): void {
  const folder = join(repository, 'docs/rules')
  rmSync(folder, { recursive: true, force: true })
  const pages = [['README', indexPage(documents)], ...documents.map((rule) => [rule.id, rulePage(rule)])]
  for (const [name = '', page = ''] of pages) {
    const file = join(folder, `${name}.md`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, page)
  }
}

/** The published schemas for editors, by file name. */
export function publishedSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    [sshd, pureFtpd].map((dialect) => [`${dialect.name}.rule.schema.json`, ruleSchema(dialect)]),
  )
}
