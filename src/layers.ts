/** The layers below `lint`, for programs that need one of them by itself: re-exports only. Less settled than the rest. */

export type { ConnectionClass, ConnectionClasses } from './classes/classes.ts'
export { connectionClasses } from './classes/classes.ts'
export type {
  Config,
  Dialect,
  Effective,
  EffectiveSetting,
  Guard,
  KeywordFacts,
  Parameters,
  Problem,
  Quantity,
  ResolveOptions,
  Setting,
  Value,
} from './dialects/dialect.ts'
export { pureFtpd } from './dialects/pure-ftpd/index.ts'
export { sshd } from './dialects/sshd/index.ts'
export { builtin, builtinDocuments } from './rules/builtin.ts'
export type { DetailedFinding } from './rules/finding.ts'
export { type LintOptions, type LintResult, lint } from './rules/lint.ts'
export type { Example, Rule, RuleDocument } from './rules/rule.ts'
