import { describe, expect, it } from 'vitest'
import { optionVector, pureFtpd, refusal } from '../../src/dialects/pure-ftpd/index.ts'
import type { FileFacts, Host } from '../../src/host/host.ts'
import { UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { recordedCases } from './pure-ftpd-recordings.ts'

type TreeEntry = { path: string; content?: string; link?: string; socket?: true; dir?: true }

interface DebianCase {
  id: string
  tree: TreeEntry[]
  features?: string[]
  wrapper: { rc: number; auth?: string[]; options?: string[]; error?: string }
  daemon?: Record<string, { rc: number | null; stage?: string; error?: string }>
}

const recorded = recordedCases<DebianCase>('debian.jsonl.gz')
/** The folder that stands for @DIR@. */
const DIR = '/t/case'
const VERSION = '1.0.50'

describe.skipIf(!recorded)("recorded answers of Debian's wrapper", () => {
  const cases = recorded ?? []

  it('agrees on every case', () => {
    const disagreements = cases.flatMap((example) => {
      if (example.features) return []
      const difference = differenceTo(example)
      return difference === undefined ? [] : [`${example.id}: ${difference}`]
    })
    expect(disagreements).toEqual([])
  })
})

function differenceTo({ tree, wrapper, daemon }: DebianCase): string | undefined {
  const config = pureFtpd.resolve(DIR, hostOf(tree), { version: VERSION, reader: 'debian' })
  const refused = refusal(config)
  const vector = optionVector(config)
  const answer = daemon?.[VERSION]
  if (wrapper.rc !== 0) {
    if (!refused) return `the wrapper dies (${wrapper.error}), got ${vector.join(' ')}`
    const words = config.problems.map((problem) => problem.daemon)
    const expected = placed(wrapper.error ?? '')
    // Which of several bad files it meets first depends on the order of the directory.
    return words.includes(expected) ? undefined : `${expected} not in ${words.join(' | ')}`
  }
  const expected = [...(wrapper.auth ?? []), ...(wrapper.options ?? [])].map(placed)
  const words = vector
    .join('\n')
    .replace(/^("\S+)\n(.*)$/m, '$1 $2')
    .split('\n')
  if (words.toSorted().join('\n') !== expected.toSorted().join('\n')) {
    return `${expected.join(' ')}\n!=\n${words.join(' ')}`
  }
  const links = vector.filter((option) => option.startsWith('-l '))
  if (links.join('\n') !== (wrapper.auth ?? []).map(placed).join('\n')) return `order of ${links.join(' ')}`
  if (answer?.rc !== 0) {
    const reasons = config.problems.map((problem) => problem.daemon)
    return reasons.includes(placed(answer?.error ?? ''))
      ? undefined
      : `${answer?.error}, got ${refused?.words}`
  }
  return refused ? `accepted, got ${refused.words}` : undefined
}

function placed(text: string): string {
  return text.replaceAll('@DIR@', DIR)
}

/** The tree and nothing else: what is not in it is certainly not there. */
function hostOf(tree: readonly TreeEntry[]): Host {
  const files: Record<string, string> = {}
  const links: Record<string, string> = {}
  const facts: Record<string, Partial<FileFacts>> = {}
  for (const { path, content, link, socket, dir } of tree) {
    const absolute = `${DIR}/${path}`
    if (content !== undefined) files[absolute] = placed(content)
    else if (link !== undefined) links[absolute] = placed(link)
    else if (dir) files[`${absolute}/.keep`] = ''
    if (socket) {
      files[absolute] = ''
      facts[absolute] = { type: 'socket' }
    }
  }
  const host = memory(files, { links, facts })
  return {
    ...host,
    file: (path) => {
      const known = host.file(path)
      return known === UNKNOWN ? 'missing' : known
    },
  }
}
