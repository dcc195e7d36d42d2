import type { Host } from '../../host/host.ts'
import type { ReaderName } from './config.ts'

export interface ReaderChoice {
  reader: ReaderName
  /** Why, for people. */
  reason: string
}

/** Who reads a configuration: as the user says, or as the layout tells. */
export function chooseReader(_entry: string, _host: Host, asked: ReaderName | undefined): ReaderChoice {
  if (asked) return { reader: asked, reason: 'as asked for' }
  return { reader: 'native', reason: 'one file, which the daemon reads itself' }
}
