import type { Format } from './report.ts'
import { messageWithVersions } from './versions.ts'

/** All formats by name; each is loaded when it is asked for. */
export const formats = {
  text: async () => (await import('./text.ts')).text,
  oneline: async () => (await import('./oneline.ts')).oneline,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  html: async () => (await import('./html.ts')).htmlPage,
  checkstyle: async () => (await import('./checkstyle.ts')).checkstyle,
} as const satisfies Record<string, () => Promise<Format>>

/** These have a place of their own for the versions that a finding holds for; with the others it belongs to the message. */
const WITH_VERSIONS: readonly FormatName[] = ['text', 'json', 'jsonl', 'html']

/** The format by its name. */
export async function formatNamed(name: FormatName): Promise<Format> {
  const format: Format = await formats[name]()
  if (WITH_VERSIONS.includes(name)) return format
  return (report, style) => format({ ...report, findings: report.findings.map(withVersions) }, style)
}

function withVersions<Found extends Parameters<typeof messageWithVersions>[0]>(finding: Found): Found {
  return { ...finding, message: messageWithVersions(finding) }
}

export type FormatName = keyof typeof formats

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name)
}
