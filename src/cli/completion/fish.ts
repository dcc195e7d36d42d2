import type { Completed, CompletedCommand, CompletedOption } from './model.ts'

/** A script that completes conflint in fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const lines = commands.flatMap(({ name, describe, options, operand }, index) => {
    // Where no command is named, the first one is meant.
    const here =
      index === 0
        ? `not __fish_seen_subcommand_from ${commands
            .slice(1)
            .map((other) => other.name)
            .join(' ')}`
        : `__fish_seen_subcommand_from ${name}`
    return [
      `complete -c conflint -n 'not __fish_seen_subcommand_from ${names}' -a ${name} -d ${quoted(describe)}`,
      ...options.map((option) => `complete -c conflint -n '${here}' ${specification(option)}`),
      ...(operand === 'file' ? [] : [`complete -c conflint -n '${here}' ${argument(operand)}`]),
    ]
  })
  return `# Completion of conflint for fish: put it into ~/.config/fish/completions/conflint.fish.
${lines.join('\n')}
complete -c conflint -l help -d 'Show the help of a command'
complete -c conflint -l version -d 'Show the version'
`
}

function specification({ names, describe, value }: CompletedOption): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  return [
    ...spelled,
    ...(value === undefined ? [] : [`-r ${argument(value)}`]),
    `-d ${quoted(describe)}`,
  ].join(' ')
}

function argument(what: Completed): string {
  if (what === 'anything') return '-f'
  if (what === 'file') return '-F'
  if (what === 'directory') return "-f -a '(__fish_complete_directories)'"
  if (what === 'rule') return `-f -a "(conflint rules 2>/dev/null | string split -f 1 ' ')"`
  return `-f -a '${what.words.join(' ')}'`
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
