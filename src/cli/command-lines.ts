import type { Options } from 'yargs'
import { readingOptions } from './reading-options.ts'
import type { Command } from './run.ts'

const text = { type: 'string', requiresArg: true } as const

const checkOptions = {
  format: {
    ...text,
    describe: 'text (default), oneline, json or jsonl, to standard output or to =FILE; may be repeated',
  },
  ...readingOptions,
  'agent-keys': { ...text, describe: "How many keys a client's agent offers (default: 5)" },
  profile: { ...text, describe: 'Which rules: conflicts (default), hardening or all' },
  'fail-on': {
    ...text,
    describe: 'Exit with 1 from this severity on: error, warning (default), info or never',
  },
} as const satisfies Record<string, Options>

const connection = {
  ...text,
  alias: 'connection',
  describe: 'The connection: user=U,group=G,host=H,addr=A,laddr=L,lport=P,rdomain=R; group= may be repeated',
} as const satisfies Options

const { config: _, ...withoutConfig } = readingOptions

const effectiveOptions = {
  C: connection,
  format: { ...text, describe: "text (default: the daemon's own form) or json" },
  why: { type: 'boolean', describe: 'Say where each value comes from' },
  ...withoutConfig,
} as const satisfies Record<string, Options>

const whyOptions = {
  C: connection,
  format: { ...text, describe: 'text (default) or json' },
  ...withoutConfig,
} as const satisfies Record<string, Options>

const listOptions = {
  format: { ...text, describe: 'text (default) or json' },
} as const satisfies Record<string, Options>

/** How a command is called. */
export interface CommandLine {
  /** For yargs: several spellings where it is the default. */
  usage: string | string[]
  describe: string
  options: Readonly<Record<string, Options>>
  positionals: Readonly<Record<string, string>>
  examples: readonly (readonly [string, string])[]
  load: () => Promise<Command>
}

/** All commands; what each of them needs is loaded when it is called. */
export const commandLines: readonly CommandLine[] = [
  {
    usage: ['check [path..]', '$0'],
    describe: 'Find the contradictions in configurations',
    options: checkOptions,
    positionals: {
      path: 'A file, a directory (an /etc/ssh, a Debian /etc/pure-ftpd), or - for standard input',
    },
    examples: [
      ['$0 /etc/ssh/sshd_config', 'this machine'],
      ['$0 --root image image/etc/ssh', 'the host whose files are below image'],
      ['$0 --as /etc/ssh/sshd_config.d/50-new.conf new.conf', 'a drop-in, before it is there'],
      ['$0 --format oneline --format json=report.json .', 'two reports on a repository'],
    ],
    load: async () => (await import('./commands/check.ts')).check,
  },
]
