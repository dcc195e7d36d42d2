/** The public interface of conflint as a library: re-exports only. */

export type { ConnectionClass, ConnectionClasses } from './classes/classes.ts'
export { connectionClasses } from './classes/classes.ts'
export type {
  Config,
  Connection,
  Dialect,
  Effective,
  EffectiveSetting,
  Guard,
  Parameters,
  Problem,
  Quantity,
  ResolveOptions,
  Setting,
  Value,
} from './dialects/dialect.ts'
export { pureFtpd } from './dialects/pure-ftpd/index.ts'
export { sshd } from './dialects/sshd/index.ts'
export type { Account, FileFacts, Host, Unknown } from './host/host.ts'
export { UNKNOWN } from './host/host.ts'
export { memory } from './host/memory.ts'
export { overlay } from './host/overlay.ts'
export { type ConflintPluginOptions, conflint } from './report/vfile.ts'
export { builtin, builtinDocuments } from './rules/builtin.ts'
export type { DetailedFinding, Evidence, Finding, Fix, Severity } from './rules/finding.ts'
export { type LintOptions, type LintResult, lint } from './rules/lint.ts'
export type { Example, Rule, RuleDocument } from './rules/rule.ts'
export type { Argument, Blank, Comment, Directive, Line, Match, Root } from './syntax/nodes.ts'
export { pureFtpdParse, pureFtpdStringify } from './syntax/pure-ftpd.ts'
export { sshdParse, sshdStringify } from './syntax/sshd.ts'
