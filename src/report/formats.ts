import type { Format } from './report.ts'

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
  checkstyle: async () => (await import('./checkstyle.ts')).checkstyle,
} as const satisfies Record<string, () => Promise<Format>>

export type FormatName = keyof typeof formats

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name)
}
