import type { Plugin } from 'unified'
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { DetailedFinding } from '../rules/finding.ts'
import type { Root } from '../syntax/nodes.ts'
import { detailedReport } from './judge.ts'
import type { LintOptions } from './options.ts'

/** How the plugin judges: the options of `lint`, but for the path, which the file has. */
export type ConflintPluginOptions = Omit<LintOptions, 'path'>

/** Unified plugin: judges the file by itself, and turns each finding that no comment suppresses into a message of the file. */
export const conflint: Plugin<[ConflintPluginOptions?], Root> = (options = {}) => {
  return (_, file) => {
    const named = file.path === undefined ? {} : { path: file.path }
    const { findings } = detailedReport(String(file), { ...options, ...named })
    for (const finding of findings) addMessage(file, finding)
  }
}

/** One message a finding; the other lines of its evidence stand in the note. */
function addMessage(file: VFile, finding: DetailedFinding): VFileMessage {
  const message = file.message(finding.message, {
    place: finding.range,
    ruleId: finding.rule,
    source: 'conflint',
  })
  if (finding.severity !== 'warning') message.fatal = finding.severity === 'error' ? true : undefined
  if (finding.url !== undefined) message.url = finding.url
  const lines = finding.evidence.filter(({ line }) => line !== undefined)
  message.note = lines.map(({ line, keyword, value }) => `line ${line}: ${keyword} ${value}`).join('\n')
  return message
}
