import yargs, { type Argv } from 'yargs'
import { VERSION } from '../judgement/version.ts'
import { didYouMean } from '../syntax/suggest.ts'
import { type Arguments, all } from './arguments.ts'
import { type CommandLine, type CommandName, commandLines } from './command-lines.ts'
import { Failure, usageFailure } from './failure.ts'
import { STANDARD_INPUT } from './reading/inputs.ts'
import type { Terminal } from './terminal/terminal.ts'

/** What the command line asks for: a command with its arguments, or a text to print (help, the version). */
export type Parsed = { command: CommandName; given: Arguments } | { output: string }

/** Reads the command line. */
export async function parse(argv: readonly string[], terminal: Terminal): Promise<Parsed> {
  let parsed: Parsed | undefined
  let said = ''
  const parser = yargs()
    .scriptName('conflint')
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
    })
    .version(VERSION)
    .alias({ help: 'h' })
    .wrap(Math.min(Math.max(terminal.columns ?? 80, 60), 100))
    .exitProcess(false)
    .showHelpOnFail(false)
    .strictOptions()
    .fail((message, error) => {
      throw error instanceof Failure ? error : usageFailure(complaint(message ?? error.message))
    })
    .epilogue(
      'Exit status: 0 nothing found, 1 findings, 2 called or configured wrongly, 3 an input could not be read.',
    )
  for (const commandLine of commandLines) {
    parser.command(
      commandLine.usage,
      commandLine.describe,
      (builder) => withOptions(builder, commandLine),
      (given) => {
        demandNoSurplus(commandLine, given)
        parsed = { command: commandLine.name, given }
      },
    )
  }
  // yargs drops a lone - from the operands, and would take the PATH after --fix for its value.
  const rewritten: Readonly<Record<string, string>> = { '-': STANDARD_INPUT, '--fix': '--fix=safe' }
  const operands = argv.map((argument) => rewritten[argument] ?? argument)
  await parser.parseAsync(operands, {}, (_error: unknown, _given: unknown, output: string) => {
    said = output
  })
  return parsed ?? { output: `${withoutTypes(said)}\n` }
}

/** @throws a usage failure where there are more arguments than the command takes */
function demandNoSurplus({ name, usage, positionals }: CommandLine, given: Arguments): void {
  if (String(usage).includes('..')) return
  const names = Object.keys(positionals)
  const words = [...names, '_', '--'].flatMap((each) => all(given, each).slice(each === '_' ? 1 : 0))
  const surplus = words[names.length]
  if (surplus === undefined) return
  const most = ['no argument', 'one argument'][names.length] ?? `${names.length} arguments`
  throw usageFailure(`${name} takes ${most}; "${surplus}" is one too many`)
}

/** Every option but a few takes a word; to say so at each one only hides what it is for. */
function withoutTypes(help: string): string {
  const types = / *(\[(string|boolean|array|required|default: \[\])\] *)+$/
  return help
    .split('\n')
    .map((line) => ({ line, rest: line.replace(types, '') }))
    .filter(({ line, rest }) => line === '' || rest !== '')
    .map(({ rest }) => rest)
    .join('\n')
}

function withOptions(builder: Argv, { options, positionals, examples }: CommandLine): Argv {
  for (const [name, describe] of Object.entries(positionals))
    builder.positional(name, { type: 'string', describe })
  for (const [example, describe] of examples) builder.example(example, describe)
  return builder.options(options)
}

/** What yargs complains of, in our words. */
function complaint(message: string): string {
  const [unknown] = /^Unknown arguments?: ([^,]*)/.exec(message)?.slice(1) ?? []
  const [, lacking] = /^Not enough arguments following: (.*)/.exec(message) ?? []
  if (lacking !== undefined) return `${dashes(lacking)} needs a value`
  if (/^Not enough non-option arguments/.test(message))
    return 'an argument is missing; conflint COMMAND --help shows them'
  if (unknown === undefined) return message.replace(/\s*\n\s*/g, ' ')
  const known = commandLines.flatMap(({ options }) => Object.keys(options)).concat('help', 'version')
  const suggestion = didYouMean(dashes(unknown), known.map(dashes))
  return `there is no option ${dashes(unknown)}${suggestion || '; conflint --help shows all'}`
}

function dashes(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`
}
