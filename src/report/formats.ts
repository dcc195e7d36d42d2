import type { Format } from './report.ts'

/** All formats by name; each is loaded when it is asked for. */
export const formats = {
  text: async () => (await import('./text.ts')).text,
  oneline: async () => (await import('./oneline.ts')).oneline,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
} as const satisfies Record<string, () => Promise<Format>>

export type FormatName = keyof typeof formats

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name)
}
