import { jsonText } from '../../report/json-text.ts'
import { visible } from '../../report/visible.ts'
import { type Arguments, all, choice } from '../arguments.ts'
import { complaint, EXIT } from '../failure.ts'
import { notRead } from '../reading/included-elsewhere.ts'
import type { Tree } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { oneTree } from './one-tree.ts'

/** What `effective` asks of a dialect. */
export interface EffectiveRequest {
  tree: Tree
  /** The `-C` specifications. */
  connection: readonly string[]
  /** Whether each line says where it comes from. */
  why: boolean
}

/** What a connection gets: as the daemon prints it, and as JSON; or the words with which the daemon refuses. */
export type EffectiveAnswer = { text: string | Uint8Array; json: object } | { refusal: readonly string[] }

/** `conflint effective`: what a connection gets, in the daemon's own form. Exit status 1 where the daemon refuses the file. */
export async function effective(given: Arguments, terminal: Terminal): Promise<number> {
  const format = choice(given, 'format', ['text', 'json'])
  const tree = await oneTree(given, terminal, 'effective')
  const request = { tree, connection: all(given, 'C'), why: given.why === true }
  const answer =
    tree.dialect.name === 'sshd'
      ? (await import('./effective-sshd.ts')).effectiveSshd(request)
      : (await import('./effective-pure-ftpd.ts')).effectivePureFtpd(request)
  if (tree.unread?.length) terminal.error(complaint(notRead(tree.unread)))
  if ('refusal' in answer) {
    terminal.error(answer.refusal.map((line) => `${visible(line)}\n`).join(''))
    return EXIT.findings
  }
  terminal.out(format === 'json' ? `${jsonText(answer.json, 2)}\n` : answer.text)
  return EXIT.clean
}
