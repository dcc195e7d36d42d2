import type { Options } from 'yargs'
import { type CommandLine, commandLines, spellings } from './command-lines.ts'

/** The text of conflint(1), in the language of man(7). */
export function manual(version: string): string {
  return [
    `.\\" Generated from the command lines by the build.`,
    `.TH CONFLINT 1 "" "conflint ${version}" "User Commands"`,
    '.SH NAME',
    'conflint \\- find the contradictions in sshd_config and pure-ftpd.conf',
    '.SH SYNOPSIS',
    ...commandLines.flatMap(synopsis),
    '.SH DESCRIPTION',
    'conflint reads the files as the daemons do, works out what every connection would really get, and says which settings contradict',
    'each other: with all lines that take part, a connection that suffers, and what to change.',
    'It needs no root, no host keys and no running daemon.',
    '.SH COMMANDS',
    ...commandLines.flatMap(command),
    '.SH SUPPRESSIONS',
    paragraph(
      '# conflint-ignore RULE: reason',
      'keeps findings of a rule on the next line from being reported; behind a directive, where the daemon takes comments there, those on that line. conflint-ignore-block reaches to the end of the Match block, conflint-ignore-file over the whole file. A finding is suppressed where any of its lines is covered. RULE may be a pattern such as sshd/*, and several are separated by commas.',
    ),
    '.SH FLEETS',
    'Snapshots of hosts, such as the Ansible module conflint_facts takes them, are judged one after the other as they come, those that',
    'are alike once, in bounded memory and on all processors. The text tells first what is wrong, with the hosts that it is so on and one',
    'example in full, and then how it is with the hosts, the worst first. jsonl is written host by host in the order of the inputs.',
    'A snapshot that cannot be read is told by its name and line, and the others are judged all the same.',
    '.SH FILES',
    paragraph(
      '.conflint.yaml',
      'Settings for the files in its directory and below; conflint init writes one that explains itself.',
    ),
    '.SH ENVIRONMENT',
    paragraph('NO_COLOR, FORCE_COLOR', 'Without, or with, colours whatever the terminal.'),
    paragraph('FORCE_HYPERLINK', 'Links to the pages of rules: 1 always, 0 never.'),
    paragraph('GITHUB_STEP_SUMMARY', 'With --format github, the file that the job summary is added to.'),
    paragraph('CONFLINT_DEBUG', 'Show where an internal error happened.'),
    '.SH EXIT STATUS',
    paragraph('0', 'Nothing at or above the threshold was found.'),
    paragraph('1', 'Findings; or the daemon would refuse the file.'),
    paragraph('2', 'conflint was called or configured wrongly.'),
    paragraph('3', 'An input could not be read or analysed.'),
    paragraph(
      '130, 143',
      'A signal (SIGINT, SIGTERM) ended a run over snapshots of hosts: the reports tell what was judged until then.',
    ),
    '.SH EXAMPLES',
    ...commandLines.flatMap(({ examples }) =>
      examples.map(([example, describe]) => paragraph(example.replace('$0', 'conflint'), `${describe}.`)),
    ),
    '.SH SEE ALSO',
    '.BR sshd_config (5),',
    '.BR sshd (8),',
    '.BR pure\\-ftpd (8)',
    '',
  ].join('\n')
}

function synopsis({ usage }: CommandLine): string[] {
  const [first = '', ...others] = [usage].flat()
  const [name = '', ...operands] = first.split(' ')
  // The command that is meant where none is named needs no name.
  const called = others.includes('$0') ? `[${name}]` : name
  return [
    '.br',
    `.B conflint`,
    `${escaped(called)} [\\fIoption\\fR...] ${operands.map(operand).join(' ')}`.trimEnd(),
  ]
}

function operand(written: string): string {
  return escaped(written).replaceAll(/(\w+)/g, '\\fI$1\\fR')
}

function command(commandLine: CommandLine): string[] {
  const options = Object.entries(commandLine.options).map(([name, option]) =>
    paragraph(spellings(name, option).join(', '), `${option.describe ?? ''}.`, takes(option)),
  )
  return [`.SS ${commandLine.name}`, `${escaped(commandLine.describe)}.`, ...options]
}

function takes({ type }: Options): string {
  return type === 'boolean' ? '' : ' \\fIvalue\\fR'
}

function paragraph(head: string, text: string, behind = ''): string {
  return `.TP\n\\fB${escaped(head)}\\fR${behind}\n${escaped(text)}`
}

/** Text as it is: hyphens that can be copied, and nothing that man(7) would obey. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
}
