import { resolve } from 'node:path'
import type { Options } from 'yargs'
import type { Host } from '../../host/host.ts'
import { type Arguments, choice, one } from '../arguments.ts'
import { DIALECT_NAMES } from '../dialects.ts'
import { usageFailure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { checkedFeatures, checkedVersions } from '../versions.ts'
import { readText } from './read-text.ts'
import { isDirectory } from './search.ts'
import type { ReadingOptions } from './tree.ts'

const text = { type: 'string', requiresArg: true } as const

/** The options of all commands that read a configuration. */
export const readingOptions = {
  as: { ...text, describe: 'Judge the input as if it stood at PATH, in the tree that is there' },
  root: { ...text, describe: 'Look absolute paths in the configuration up below DIR' },
  dialect: { ...text, describe: 'sshd or pure-ftpd, when neither name nor content tells' },
  reader: {
    ...text,
    describe:
      'Who reads a pure-ftpd configuration: native (default), perl, python (the old pure-config scripts) or debian (the wrapper)',
  },
  openssh: {
    ...text,
    describe:
      'The OpenSSH version, or distribution (debian-12), to judge for, or several with commas; auto: the installed one (default: the newest; in /etc/ssh the installed one)',
  },
  'pure-ftpd': {
    ...text,
    describe: 'The Pure-FTPd version to judge for, or several with commas; auto: the installed one',
  },
  'pure-ftpd-features': {
    ...text,
    describe: "What is compiled into Pure-FTPd, with commas (default: all that Debian's packages have)",
  },
  facts: { ...text, describe: 'Accounts, groups and files of the host, as a JSON file' },
  config: {
    ...text,
    describe: 'The configuration of conflint (default: .conflint.yaml upwards from the input)',
  },
} as const satisfies Record<string, Options>

const READERS = ['native', 'perl', 'python', 'debian'] as const

/** Checks and reads these options. */
export async function readingFrom(given: Arguments, terminal: Terminal): Promise<ReadingOptions> {
  const root = one(given, 'root')
  const absoluteRoot = root === undefined ? undefined : resolve(terminal.directory, root)
  if (absoluteRoot !== undefined && !isDirectory(absoluteRoot))
    throw usageFailure(`--root ${root} is no directory`)
  const dialect = choice(given, 'dialect', DIALECT_NAMES)
  const reader = choice(given, 'reader', READERS)
  const versions = await checkedVersions(
    { sshd: one(given, 'openssh'), 'pure-ftpd': one(given, 'pure-ftpd') },
    (name) => (name === 'sshd' ? '--openssh' : '--pure-ftpd'),
  )
  const facts = one(given, 'facts')
  const features = await checkedFeatures(one(given, 'pure-ftpd-features'))
  return {
    directory: terminal.directory,
    versions,
    ...(absoluteRoot !== undefined && { root: absoluteRoot }),
    ...(dialect && { dialect }),
    ...(reader && { reader }),
    ...(features && { features }),
    ...(facts !== undefined && { facts: await readFacts(resolve(terminal.directory, facts), facts) }),
  }
}

async function readFacts(file: string, name: string): Promise<Host> {
  const [{ parseFacts }, { isFault }] = await Promise.all([
    import('../../host/parse-facts.ts'),
    import('../../host/schema-fault.ts'),
  ])
  const facts = parseFacts(readText(file, name))
  if (!isFault(facts)) return facts
  throw usageFailure(`${name}:${facts.line}: ${facts.where === '' ? '' : `${facts.where}: `}${facts.message}`)
}
