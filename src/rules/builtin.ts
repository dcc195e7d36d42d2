import type { DialectName } from '../dialects/dialect.ts'
import type { LawOfTheFile } from './laws/laws.ts'
import type { Rule, RuleDocument } from './rule.ts'

/** The rules and laws that come with conflint for one dialect, compiled at build time: no YAML is read, no schema compiled. */
export async function builtin(
  dialect: DialectName,
): Promise<{ rules: readonly Rule[]; laws: readonly LawOfTheFile[] }> {
  if (dialect === 'sshd') {
    const [{ rules }, { laws }] = await Promise.all([
      import('./builtin-sshd.generated.ts'),
      import('./laws/sshd/index.ts'),
    ])
    return { rules, laws }
  }
  const [{ rules }, { laws }] = await Promise.all([
    import('./builtin-pure-ftpd.generated.ts'),
    import('./laws/pure-ftpd/index.ts'),
  ])
  return { rules, laws }
}

/** The rules about comments that suppress others; they hold for every daemon. */
export async function rulesAboutSuppressions(): Promise<readonly Rule[]> {
  const { rules } = await import('./builtin-conflint.generated.ts')
  return rules
}

/** All built-in rules with their documentation and examples, in the order of their ids. */
export async function builtinDocuments(): Promise<readonly RuleDocument[]> {
  const { documents } = await import('./documents.generated.ts')
  return documents
}
