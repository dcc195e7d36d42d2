import type { Completed, CompletedCommand, CompletedOption } from './model.ts'

/** A script that completes conflint in zsh. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const [usual] = commands
  const names = commands.map(({ name, describe }) => `    ${quoted(`${name}:${describe}`)}`)
  const cases = commands.map(
    ({ name, options, operand }) =>
      `    ${name})\n      _arguments -S ${[...options.flatMap(specification), `'*: :${action(operand)}'`].join(' \\\n        ')} ;;`,
  )
  return `#compdef conflint
# Completion of conflint for zsh: put it as _conflint into a directory of $fpath.

_conflint_rules() {
  local -a rules
  rules=(\${(f)"$(conflint rules 2>/dev/null | cut -d ' ' -f 1)"})
  compadd -a rules
}

_conflint() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  local command=${usual?.name} word
  for word in \${words[2,CURRENT-1]}; do
    if (( \${commands[(I)\${word}:*]} )); then command=$word; break; fi
  done
  if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then _describe command commands; fi
  case $command in
${cases.join('\n')}
  esac
}

_conflint "$@"
`
}

/** One option as _arguments takes it; options may be given again. */
function specification({ names, describe, value }: CompletedOption): string[] {
  const text = describe.replaceAll(/[[\]:]/g, (character) => `\\${character}`)
  return names.map((name) => {
    const separator = value === undefined ? '' : name.startsWith('--') ? '=' : '+'
    const argument = value === undefined ? '' : `: :${action(value)}`
    return quoted(`*${name}${separator}[${text}]${argument}`)
  })
}

function action(what: Completed): string {
  if (what === 'anything') return ' '
  if (what === 'file') return '_files'
  if (what === 'directory') return '_files -/'
  return what === 'rule' ? '_conflint_rules' : `(${what.words.join(' ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
