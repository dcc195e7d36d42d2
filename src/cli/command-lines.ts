import type { Options } from 'yargs'
import { readingOptions } from './reading/reading-options.ts'

const text = { type: 'string', requiresArg: true } as const

/** Options under one headline in the help. */
function under(group: string, options: Readonly<Record<string, Options>>): Record<string, Options> {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { ...option, group }]))
}

const reporting = under('What is reported, and how:', {
  profile: { ...text, describe: 'Which rules: conflicts (default), hardening or all' },
  'agent-keys': { ...text, describe: "How many keys a client's agent offers (default: 5)" },
  'fail-on': {
    ...text,
    describe: 'Exit with 1 from this severity on: error, warning (default), info or never',
  },
  format: {
    ...text,
    describe:
      'text (default), oneline, json, jsonl, sarif, html, github, gitlab, junit or checkstyle, to standard output or to =FILE; may be repeated',
  },
  jobs: {
    ...text,
    describe: 'How many threads judge the hosts of a fleet (default: one for each processor)',
  },
  quiet: { type: 'boolean', alias: 'q', describe: 'The findings only, without summary' },
  verbose: { type: 'boolean', alias: 'v', describe: 'Also what was read, and what is suppressed and why' },
})

const accepting = under('What is known already:', {
  baseline: { ...text, describe: 'Do not report the known findings that this file lists' },
  'update-baseline': { type: 'boolean', describe: 'Write all present findings into the baseline' },
  'no-inline': { type: 'boolean', describe: 'Report also what # conflint-ignore comments suppress' },
})

const fixing = under('Fixes:', {
  fix: {
    type: 'string',
    describe: 'Write the safe fixes; --fix=unsafe also those that may change what was meant',
  },
  diff: { type: 'boolean', describe: 'Show what --fix would write, as a unified diff' },
  backup: { ...text, describe: 'Keep a copy of each fixed file, with this added to its name' },
})

const reading = under('What is read, and how:', readingOptions)

const checkOptions: Readonly<Record<string, Options>> = {
  ...reporting,
  ...accepting,
  ...fixing,
  ...reading,
  'print-config': { type: 'boolean', describe: 'Show what holds for each PATH, and where it is said' },
}

const CONNECTION =
  'user=U,group=G,host=H,addr=A,laddr=L,lport=P,rdomain=R; group= may be repeated, invalid-user says that there is no such account'

const connection = {
  ...text,
  alias: 'connection',
  describe: `The connection: ${CONNECTION}`,
} as const satisfies Options

const effectiveOptions = {
  C: connection,
  format: { ...text, describe: "text (default: the daemon's own form) or json" },
  why: { type: 'boolean', describe: 'Say where each value comes from' },
  ...reading,
} as const satisfies Record<string, Options>

const whyOptions = {
  C: connection,
  format: { ...text, describe: 'text (default) or json' },
  ...reading,
} as const satisfies Record<string, Options>

const explainOptions = {
  config: {
    ...text,
    describe: 'The configuration that names your own rules (default: .conflint.yaml upwards from here)',
  },
} as const satisfies Record<string, Options>

const listOptions = {
  format: { ...text, describe: 'text (default) or json' },
  ...explainOptions,
} as const satisfies Record<string, Options>

/** The commands by name. */
export type CommandName =
  | 'check'
  | 'effective'
  | 'why'
  | 'diff'
  | 'rules'
  | 'explain'
  | 'init'
  | 'test'
  | 'completion'

/** How a command is called. */
export interface CommandLine {
  name: CommandName
  /** For yargs: several spellings where it is the default. */
  usage: string | string[]
  describe: string
  options: Readonly<Record<string, Options>>
  positionals: Readonly<Record<string, string>>
  examples: readonly (readonly [string, string])[]
}

/** All commands. */
export const commandLines: readonly CommandLine[] = [
  {
    name: 'check',
    usage: ['check [path..]', '$0'],
    describe: 'Find the contradictions in sshd_config and pure-ftpd.conf',
    options: checkOptions,
    positionals: {
      path: 'A file, a directory (an /etc/ssh, a Debian /etc/pure-ftpd, snapshots of hosts), a file with one snapshot or many (NDJSON), or - for standard input',
    },
    examples: [
      ['$0 /etc/ssh/sshd_config', 'this machine'],
      ['$0 --root image image/etc/ssh', 'the host whose files are below image'],
      ['$0 --as /etc/ssh/sshd_config.d/50-new.conf new.conf', 'a drop-in, before it is there'],
      ['$0 --format oneline --format json=report.json .', 'two reports on a repository'],
      ['$0 --format text --format html=fleet.html snapshots', 'all hosts of a fleet'],
    ],
  },
  {
    name: 'effective',
    usage: 'effective <path>',
    describe: "Show what a connection gets, in the daemon's own form",
    options: effectiveOptions,
    positionals: { path: 'A file, a directory, or - for standard input' },
    examples: [
      ['$0 effective /etc/ssh/sshd_config', 'as sshd -T'],
      ['$0 effective sshd_config -C user=bob,group=sftponly,addr=10.0.0.5', 'as sshd -T -C, with groups'],
      ['$0 effective /etc/pure-ftpd --why', 'the option vector of pure-ftpd'],
    ],
  },
  {
    name: 'why',
    usage: 'why <path> <keyword>',
    describe: 'Show which line gives a keyword its value, and which lines lost, and by which law',
    options: whyOptions,
    positionals: {
      path: 'A file, a directory, or - for standard input',
      keyword: 'Such as PasswordAuthentication',
    },
    examples: [['$0 why /etc/ssh/sshd_config PasswordAuthentication -C user=bob', 'for one user']],
  },
  {
    name: 'diff',
    usage: 'diff <old> <new>',
    describe: 'Show what really changes between two configurations, for whom, and who can no longer log in',
    options: {
      C: { ...connection, describe: `Only what changes for one connection: ${CONNECTION}` },
      format: { ...text, describe: 'text (default) or json' },
      'exit-code': { type: 'boolean', describe: 'Exit with 1 when something changes' },
      ...reading,
    },
    positionals: {
      old: 'A file or directory, or REVISION:PATH as git show takes it',
      new: 'The same; REVISION: alone means the path of the other side',
    },
    examples: [['$0 diff HEAD: etc/ssh/sshd_config', 'what is not committed yet']],
  },
  {
    name: 'rules',
    usage: 'rules',
    describe: 'List all rules',
    options: listOptions,
    positionals: {},
    examples: [],
  },
  {
    name: 'explain',
    usage: 'explain <name>',
    describe: 'Show the documentation of a rule, a keyword, or a quantity that rules ask for',
    options: explainOptions,
    positionals: { name: 'The id of a rule, with or without the daemon before it, or a keyword' },
    examples: [['$0 explain sshd/max-auth-tries-below-agent-keys', 'a rule']],
  },
  {
    name: 'init',
    usage: 'init [directory]',
    describe: 'Write a .conflint.yaml that explains itself',
    options: {},
    positionals: { directory: 'Where to write it (default: here)' },
    examples: [],
  },
  {
    name: 'test',
    usage: 'test <path..>',
    describe: 'Run the examples in rule files',
    options: {},
    positionals: { path: 'A rule file, or a directory of rule files' },
    examples: [],
  },
  {
    name: 'completion',
    usage: 'completion <shell>',
    describe: 'Print the script that completes conflint in bash, zsh or fish',
    options: {},
    positionals: { shell: 'bash, zsh or fish' },
    examples: [['source <($0 completion bash)', 'for this session']],
  },
]

/** All spellings of an option, with dashes, the long one first. */
export function spellings(name: string, { alias }: Options): string[] {
  const names = [name, ...[alias ?? []].flat()].sort((a, b) => b.length - a.length)
  return names.map((spelling) => (spelling.length === 1 ? `-${spelling}` : `--${spelling}`))
}
