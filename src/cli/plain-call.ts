import type { Arguments } from './arguments.ts'
import { commandLines } from './command-lines.ts'
import type { Parsed } from './parse.ts'
import { STANDARD_INPUT } from './reading/inputs.ts'

/**
 * The call that editors, hooks and scripts make: `check`, with paths and options written in full. It is understood
 * without yargs, which takes longer to load than most files take to judge. Gives `undefined` for every other call,
 * right or wrong, so that yargs alone says what is wrong.
 */
export function plainCall(argv: readonly string[]): Extract<Parsed, { given: Arguments }> | undefined {
  const [check] = commandLines
  if (!check) return undefined
  const words = argv[0] === 'check' ? argv.slice(1) : [...argv]
  const paths: string[] = []
  const given: Record<string, true | string | string[]> = { path: paths }
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-') paths.push(STANDARD_INPUT)
    else if (isOperand(word)) paths.push(word)
    else {
      const [, name = '', , inWord] = /^--([a-z][a-z-]+)(=(.*))?$/s.exec(word) ?? []
      const option = Object.hasOwn(check.options, name) ? check.options[name] : undefined
      const known = given[name]
      if (option?.type === 'boolean' && inWord === undefined && known === undefined) given[name] = true
      else if (option?.requiresArg && known !== true) {
        const value = inWord ?? words.shift()
        if (value === undefined || !isOperand(value)) return undefined
        given[name] = known === undefined ? value : [known, value].flat()
      } else return undefined
    }
  }
  return paths.some((path) => COMMANDS.has(path)) ? undefined : { command: check.name, given }
}

const COMMANDS = new Set<string>([...commandLines.map(({ name }) => name), '$0'])

/** What nobody could take for an option; yargs has its own ways with quotation marks. */
function isOperand(word: string): boolean {
  return /^[^-'"]/.test(word) && !/['"]$/.test(word)
}
