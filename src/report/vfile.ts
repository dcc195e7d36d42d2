import type { Plugin } from 'unified'
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { Dialect } from '../dialects/dialect.ts'
import { pureFtpd } from '../dialects/pure-ftpd/index.ts'
import { sshd } from '../dialects/sshd/index.ts'
import { memory } from '../host/memory.ts'
import { defaultAgentKeys } from '../rules/agent-keys.ts'
import { builtin } from '../rules/builtin.ts'
import type { DetailedFinding } from '../rules/finding.ts'
import type { LawOfTheFile } from '../rules/laws/laws.ts'
import { lint } from '../rules/lint.ts'
import type { Rule } from '../rules/rule.ts'
import { honourComments } from '../rules/suppressions/honour.ts'
import type { Root } from '../syntax/nodes.ts'

export interface ConflintPluginOptions {
  /** Whose language the file is written in; by default told from its name and content. */
  dialect?: Dialect
  /** The built-in ones by default. */
  rules?: readonly Rule[]
  laws?: readonly LawOfTheFile[]
  /** The version to judge for; the newest by default. */
  version?: string
}

/** Unified plugin: judges the file by itself, and turns each finding that no comment suppresses into a message of the file. */
export const conflint: Plugin<[ConflintPluginOptions?], Root> = (options = {}) => {
  return async (_, file) => {
    const text = String(file)
    const dialect = options.dialect ?? dialectOf(file.path ?? '', text)
    const known = await builtin(dialect.name)
    const { rules = known.rules, laws = known.laws, version } = options
    const path = file.path ?? `/${dialect.name}.conf`
    const entry = path.startsWith('/') ? path : `/${path}`
    const host = memory({ [entry]: text })
    const config = dialect.resolve(entry, host, version === undefined ? {} : { version })
    const parameters = { agentKeys: defaultAgentKeys, assumedVersion: version === undefined }
    const result = lint(config, { dialect, rules, laws, host, parameters, profile: 'conflicts' })
    const ids = rules.map(({ id }) => id)
    for (const finding of honourComments(config, result, ids).findings) addMessage(file, finding)
  }
}

/** The dialect that claims a file most surely; sshd where both do, or neither does. */
function dialectOf(path: string, text: string): Dialect {
  return pureFtpd.detect(path, text) > sshd.detect(path, text) ? pureFtpd : sshd
}

/** One message a finding; the other lines of its evidence stand in the note. */
function addMessage(file: VFile, finding: DetailedFinding): VFileMessage {
  const message = file.message(finding.message, {
    place: finding.range,
    ruleId: finding.rule,
    source: 'conflint',
  })
  if (finding.severity !== 'warning') message.fatal = finding.severity === 'error' ? true : undefined
  const lines = finding.evidence.filter(({ line }) => line !== undefined)
  message.note = lines.map(({ line, keyword, value }) => `line ${line}: ${keyword} ${value}`).join('\n')
  return message
}
