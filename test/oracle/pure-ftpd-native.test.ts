import { describe, expect, it } from 'vitest'
import { optionVector, pureFtpd, refusal } from '../../src/dialects/pure-ftpd/index.ts'
import { memory } from '../../src/host/memory.ts'
import { recordedCases } from './pure-ftpd-recordings.ts'

/** What one version of the daemon did with a recorded file. */
interface Answer {
  rc: number | null
  stage?: 'file' | 'options' | 'hang'
  argv?: string[]
  error?: string
}

interface NativeCase {
  id: string
  conf: string
  includes: Record<string, string>
  dirs?: string[]
  encoding: 'utf-8' | 'latin-1'
  features?: string[]
  answers: Record<string, Answer>
}

const recorded = recordedCases<NativeCase>('native.jsonl.gz')

describe.skipIf(!recorded)('recorded answers of the native reader', () => {
  const cases = recorded ?? []

  it.each(['1.0.50', '1.0.54'])('pure-ftpd %s agrees on every case', (version) => {
    const disagreements = cases.flatMap((example) => {
      const answer = example.answers[version]
      if (!answer || example.features) return []
      const difference = differenceTo(example, version, answer)
      return difference === undefined ? [] : [`${example.id}: ${difference}`]
    })
    expect(disagreements).toEqual([])
  })
})

/** The folder that stands for @DIR@. */
const DIR = '/t/case'

function differenceTo(example: NativeCase, version: string, answer: Answer): string | undefined {
  const config = pureFtpd.resolve(`${DIR}/pure-ftpd.conf`, hostOf(example), { version, reader: 'native' })
  const refused = refusal(config)
  const vector = optionVector(config).join('\n')
  const expected = (answer.argv ?? []).join('\n').replaceAll('@DIR@', DIR)
  if (answer.stage === 'hang') return refused || vector === expected ? undefined : `hang, got ${vector}`
  if (answer.rc === 0) {
    if (refused) return `accepted, got ${refused.words}`
    return vector === expected ? undefined : `${expected}\n!=\n${vector}`
  }
  if (!refused) return `refused (${answer.error}), got ${vector}`
  const words = (answer.error ?? '').replaceAll('@DIR@', DIR)
  if (refused.stage !== answer.stage)
    return `stage ${answer.stage}, got ${refused.stage}: ${words} | ${refused.words}`
  if (answer.stage === 'options' && vector !== expected) return `vector ${expected}\n!=\n${vector}`
  return comparable(words) === comparable(refused.words) ? undefined : `${words} | ${refused.words}`
}

/** Bytes outside of ASCII are escaped in the recording. */
function comparable(words: string): string {
  return words
    .replace(/^421 (?=Configuration error$)/, '')
    .replace(/\\x[0-9A-Fa-f]{2}|[\u0080-\uffff]/g, '?')
    .replace(/\?+/g, '?')
    .trimEnd()
}

function hostOf({ conf, includes, dirs = [], encoding }: NativeCase) {
  const bytes = (text: string) => {
    const placed = text.replaceAll('@DIR@', DIR)
    return encoding === 'utf-8'
      ? new TextEncoder().encode(placed)
      : Uint8Array.from(Buffer.from(placed, 'latin1'))
  }
  const files: Record<string, Uint8Array> = { [`${DIR}/pure-ftpd.conf`]: bytes(conf) }
  for (const [path, text] of Object.entries(includes)) files[`${DIR}/${path}`] = bytes(text)
  for (const path of dirs) files[`${DIR}/${path}/.keep`] = new Uint8Array()
  return memory(files)
}
