import type { Completed, CompletedCommand } from './model.ts'

/** A script that completes conflint in bash. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const [usual] = commands
  const names = commands.map(({ name }) => name).join(' ')
  const options = commands.map(
    ({ name, options }) => `    ${name}) echo '${options.flatMap(({ names }) => names).join(' ')} --help' ;;`,
  )
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ names, value }) =>
      value === undefined
        ? []
        : [`    ${names.map((spelling) => `${name}:${spelling}`).join('|')}) ${generate(value)} ;;`],
    ),
  )
  const operands = commands.map(({ name, operand }) => `    ${name}) ${generate(operand)} ;;`)
  return `# Completion of conflint for bash: source it, or put it into /etc/bash_completion.d.
_conflint_options() {
  case $1 in
${options.join('\n')}
  esac
}

_conflint_value() {
  case $1:$2 in
${values.join('\n')}
    *) return 1 ;;
  esac
}

_conflint_operand() {
  case $1 in
${operands.join('\n')}
  esac
}

_conflint() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=${usual?.name} named= word
  # bash takes --option=value apart at the =.
  if [[ $current == '=' ]]; then current=; elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ${names} " in *" $word "*) command=$word named=yes; break ;; esac
  done
  COMPREPLY=()
  if [[ $previous == -* ]] && _conflint_value "$command" "$previous"; then return; fi
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_conflint_options "$command") --version" -- "$current"))
    return
  fi
  _conflint_operand "$command"
  if [[ -z $named ]]; then COMPREPLY+=($(compgen -W '${names}' -- "$current")); fi
}

complete -o filenames -F _conflint conflint
`
}

/** How bash makes what may stand at a place out of \`$current\`. */
function generate(what: Completed): string {
  if (what === 'anything') return ':'
  if (what === 'file') return 'COMPREPLY=($(compgen -f -- "$current"))'
  if (what === 'directory') return 'COMPREPLY=($(compgen -d -- "$current"))'
  if (what === 'rule')
    return `COMPREPLY=($(compgen -W "$(conflint rules 2>/dev/null | cut -d ' ' -f 1)" -- "$current"))`
  return `COMPREPLY=($(compgen -W '${what.words.join(' ')}' -- "$current"))`
}
