import type { Option, ReadLine } from '../reading.ts'

/** What a script makes of one line: options, each with the directive that it found. Empty: it ignores the line. */
export type ScriptMatch = Pick<Option, 'letter' | 'argument' | 'text'> &
  Pick<ReadLine, 'row'> & { value?: string }
