import fc from 'fast-check'
import { trees } from './sshd-generator.ts'

/** Two trees of files, the second of which came from the first by some edits. */
export interface Pair {
  before: Files
  after: Files
}

type Files = Readonly<Record<string, string>>

/** Pairs of trees for a target, without deliberate mistakes. */
export function pairs(version: string): fc.Arbitrary<Pair> {
  return fc
    .record({
      before: trees(version, 0),
      donor: trees(version, 0),
      edits: fc.array(edit(), { minLength: 1, maxLength: 4 }),
    })
    .map(({ before, donor, edits }) => ({
      before,
      after: edits.reduce<Files>((files, one) => edited(files, donor, one), before),
    }))
}

interface Edit {
  kind: (typeof KINDS)[number]
  /** Numbers that choose the file and the places in it, whatever there is to choose from. */
  file: number
  from: number
  to: number
}

const KINDS = [
  'remove a line',
  'move a line',
  'add a line',
  'replace a line',
  'replace the arguments',
  'swap two blocks',
  'swap two files',
  'take a file away',
] as const

function edit(): fc.Arbitrary<Edit> {
  const place = fc.nat({ max: 997 })
  return fc.record({ kind: fc.constantFrom(...KINDS), file: place, from: place, to: place })
}

function edited(files: Files, donor: Files, { kind, file, from, to }: Edit): Files {
  const names = Object.keys(files)
  const name = names[file % names.length] ?? ''
  const lines = (files[name] ?? '').split('\n')
  const given = Object.values(donor).join('\n').split('\n')
  const [here, there, added] = [from % lines.length, to % lines.length, given[to % given.length] ?? '']
  const withLines = (changed: readonly string[]) => ({ ...files, [name]: changed.join('\n') })
  switch (kind) {
    case 'remove a line':
      return withLines(lines.toSpliced(here, 1))
    case 'move a line':
      return withLines(lines.toSpliced(here, 1).toSpliced(there, 0, lines[here] ?? ''))
    case 'add a line':
      return withLines(lines.toSpliced(here, 0, added))
    case 'replace a line':
      return withLines(lines.with(here, added))
    case 'replace the arguments': {
      const keyword = /^\s*[a-z]+[\s=]+/i.exec(lines[here] ?? '')?.[0] ?? ''
      const same = given.filter((line) => keywordOf(line) === keywordOf(keyword))
      const other = same[to % Math.max(same.length, 1)] ?? 'no'
      return withLines(lines.with(here, keyword + other.replace(/^\s*[a-z]+[\s=]+/i, '')))
    }
    case 'swap two blocks': {
      const blocks = (files[name] ?? '').split(/^(?=\s*match\s)/im)
      const [first, second] = [from % blocks.length, to % blocks.length]
      const whole = blocks.map((block) => (block.endsWith('\n') ? block : `${block}\n`))
      const swapped = whole.with(first, whole[second] ?? '').with(second, whole[first] ?? '')
      return { ...files, [name]: swapped.join('') }
    }
    case 'swap two files': {
      const other = names[from % names.length] ?? ''
      return { ...files, [name]: files[other] ?? '', [other]: files[name] ?? '' }
    }
    case 'take a file away':
      if (name === 'sshd_config') return files
      return Object.fromEntries(Object.entries(files).filter(([path]) => path !== name))
  }
}

function keywordOf(line: string): string {
  return /[a-z]+/i.exec(line)?.[0].toLowerCase() ?? ''
}
