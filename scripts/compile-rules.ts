import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import configurationSchema from '../src/cli/configuration/configuration.schema.json' with { type: 'json' }
import { manual } from '../src/cli/manual.ts'
import { pureFtpd } from '../src/dialects/pure-ftpd/index.ts'
import { directiveReferences } from '../src/dialects/pure-ftpd/reference.ts'
import { sshd } from '../src/dialects/sshd/index.ts'
import { keywordReferences } from '../src/dialects/sshd/keywords/reference.ts'
import factsSchema from '../src/host/facts.schema.json' with { type: 'json' }
import snapshotSchema from '../src/host/snapshot.schema.json' with { type: 'json' }
import { VERSION } from '../src/judgement/version.ts'
import { keywordIndexPage, keywordPage } from '../src/report/keyword-page.ts'
import { indexPage, rulePage } from '../src/report/page.ts'
import { writingPage } from '../src/report/writing-page.ts'
import { loadRule } from '../src/rules/load.ts'
import type { RuleDocument } from '../src/rules/rule.ts'
import { ruleSchema } from '../src/rules/schema.ts'

/** The rules about suppressions, which are the same for all daemons. */
const OWN = 'conflint'
/** What the ids of rules begin with, and their folders. */
const FAMILIES = ['sshd', 'pure-ftpd', OWN]
/** Folders of rules, and what the names of their files stand behind in the ids. */
const FOLDERS = [...FAMILIES.map((name) => [name, `${name}/`] as const), ['intents', 'sshd/intent-'] as const]

/**
 * The build step for rules: checks every file below `rules/` and writes them as modules, so that
 * starting conflint parses no YAML and compiles no schema.
 * @throws an Error that lists every mistake with file and line
 */
export function compileRules(repository: string): readonly RuleDocument[] {
  const dialects = [sshd, pureFtpd]
  const documents: RuleDocument[] = []
  const mistakes: string[] = []
  for (const [name, prefix] of FOLDERS) {
    const folder = join(repository, 'rules', name)
    for (const file of readdirSync(folder).sort()) {
      const text = readFileSync(join(folder, file), 'utf8')
      const loaded = loadRule(text, `rules/${name}/${file}`, dialects, name === OWN ? name : undefined)
      if ('errors' in loaded)
        mistakes.push(...loaded.errors.map((error) => `${error.file}:${error.line}: ${error.message}`))
      else if (`${loaded.rule.id}.yaml` !== prefix + file)
        mistakes.push(`rules/${name}/${file}: the id is ${loaded.rule.id}`)
      else documents.push(loaded.rule)
    }
  }
  const ids = new Set(documents.map(({ id }) => id))
  for (const { id, unless = [] } of documents) {
    const unknown = unless.find((other) => !ids.has(other))
    if (unknown !== undefined) mistakes.push(`${id}: there is no rule ${unknown}`)
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

/** Writes the documentation: one page a rule, one page a keyword, the indexes, and the manual page. */
export function writePages(repository: string, documents: readonly RuleDocument[]): void {
  for (const [folder, pages] of Object.entries(allPages(documents))) {
    rmSync(join(repository, folder), { recursive: true, force: true })
    for (const [name, page] of pages) {
      const file = join(repository, folder, `${name}.md`)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, page)
    }
  }
  mkdirSync(join(repository, 'man'), { recursive: true })
  writeFileSync(join(repository, 'man/conflint.1'), manual(VERSION))
}

/** All pages by folder and name. */
export function allPages(documents: readonly RuleDocument[]): Record<string, ReadonlyMap<string, string>> {
  const references = { sshd: keywordReferences(), 'pure-ftpd': directiveReferences() }
  const keywords = [sshd, pureFtpd].map((dialect) => {
    const known = references[dialect.name]
    const pages = known.map(
      (reference) => [reference.name, keywordPage(reference, dialect, documents)] as const,
    )
    return [
      `docs/keywords/${dialect.name}`,
      new Map([['README', keywordIndexPage(known, dialect)], ...pages]),
    ] as const
  })
  const rules = documents.map((rule) => [rule.id, rulePage(rule)] as const)
  return {
    'docs/rules': new Map([
      ['README', indexPage(documents)],
      ['writing', writingPage([sshd, pureFtpd])],
      ...rules,
    ]),
    ...Object.fromEntries(keywords),
  }
}

/** The published schemas for editors, by file name. */
export function publishedSchemas(documents: readonly RuleDocument[] = []): Record<string, unknown> {
  const rules = [sshd, pureFtpd].map((dialect) => [`${dialect.name}.rule.schema.json`, ruleSchema(dialect)])
  return {
    ...Object.fromEntries(rules),
    'configuration.schema.json': withRuleIds(configurationSchema, documents),
    'facts.schema.json': factsSchema,
    'snapshot.schema.json': snapshotSchema,
  }
}

/** The schema of .conflint.yaml with the ids of all rules, for completion; those of users' own rules fit as well. */
function withRuleIds(schema: typeof configurationSchema, documents: readonly RuleDocument[]): unknown {
  const { severities, ...definitions } = schema.definitions
  const properties = Object.fromEntries(
    documents.map(({ id, title }) => [id, { ...severities.additionalProperties, description: title }]),
  )
  return { ...schema, definitions: { ...definitions, severities: { ...severities, properties } } }
}
