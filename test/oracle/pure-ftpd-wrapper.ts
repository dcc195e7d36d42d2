import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/** A copy of the wrapper that reads another folder and prints one word of the command line a line. */
export function relocate(wrapper: string, script: string, etc: string): void {
  const text = readFileSync(wrapper, 'utf8')
    .replaceAll('/etc/pure-ftpd', etc)
    .replaceAll("join(' ', @options)", 'join("\\n", @options)')
  writeFileSync(script, text, { mode: 0o755 })
}

/** The words of the command line, or why the wrapper died. */
export function askWrapper(script: string): Promise<{ options?: string[]; error: string }> {
  return new Promise((resolve) => {
    execFile('perl', [script, '--show-options'], { cwd: '/' }, (error, stdout, stderr) => {
      // Warnings of Perl itself, in front of the last words, name a line of the script.
      const last = stderr.replace(/^.* at \S+ line \d+(, <\w+> line \d+)?\.\n/gm, '')
      const said = last.trimEnd().replace(`${script}: `, '')
      resolve(error ? { error: said } : { options: stdout.trimEnd().split('\n'), error: '' })
    })
  })
}

const SWITCHES = /^-[A-Za-z0-9]$/
const WITH_VALUE = new Set([...'aCcfFgIkLlmnOpPqQStTUuVyYJ'].map((letter) => `-${letter}`))

/** Options with their values behind one blank, as one string each. */
export function inPairs(words: readonly string[]): string[] {
  const options: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (SWITCHES.test(word) && WITH_VALUE.has(word)) options.push(`${word} ${words[++index] ?? ''}`)
    else options.push(word)
  }
  return options
}
