import type { LawOfTheFile } from '../laws.ts'
import { capturedLines } from './captured-lines.ts'
import { lawsOfConnections } from './connections.ts'
import { cryptoPolicies } from './crypto-policies.ts'
import { dropInOrder } from './drop-in-order.ts'
import { dropIns } from './drop-ins.ts'
import { fileDamage } from './file-damage.ts'
import { gluedComment } from './glued-comment.ts'
import { matchHostNames } from './match-host-names.ts'
import { matchPatterns } from './match-patterns.ts'
import { matchWithoutListener } from './match-without-listener.ts'
import { oldQuoting } from './old-quoting.ts'
import { strangeCharacters } from './strange-characters.ts'

/** The laws of sshd_config that need more than one file's lines: found by looking at all connections. */
export const laws: readonly LawOfTheFile[] = [
  capturedLines,
  lawsOfConnections,
  cryptoPolicies,
  dropInOrder,
  dropIns,
  fileDamage,
  gluedComment,
  matchHostNames,
  matchPatterns,
  matchWithoutListener,
  oldQuoting,
  strangeCharacters,
]
