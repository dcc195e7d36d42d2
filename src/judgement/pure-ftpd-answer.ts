import type { PureFtpdConfig } from '../dialects/pure-ftpd/index.ts'
import type { Tree } from './tree.ts'

/** One option of the vector, and the line that it comes from; none where the reader adds it. */
export interface PrintedOption {
  text: string
  file?: string
  line?: number
}

/** The options that pure-ftpd gets; or the words with which it, or its wrapper, refuses. */
export type PureFtpdAnswer = { options: readonly PrintedOption[] } | { refusal: readonly string[] }

export function pureFtpdAnswer({ shown }: Tree, { options, refusal }: PureFtpdConfig): PureFtpdAnswer {
  if (refusal) return { refusal: refusal.words.trimEnd().split('\n') }
  return {
    options: options.map(({ text, line }) => {
      const number = line?.node.position?.start.line
      return {
        text,
        ...(line && { file: shown(line.source.path) }),
        ...(number !== undefined && { line: number }),
      }
    }),
  }
}
