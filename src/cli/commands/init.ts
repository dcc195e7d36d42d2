import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { type Arguments, operands } from '../arguments.ts'
import { CONFIGURATION_NAME } from '../configuration/find-configuration.ts'
import { EXIT, usageFailure } from '../failure.ts'
import { isDirectory } from '../reading/search.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** `conflint init`: writes a .conflint.yaml in which everything is explained and nothing is said yet. */
export async function init(given: Arguments, terminal: Terminal): Promise<number> {
  const [named = '.'] = operands(given, 'directory')
  const directory = resolve(terminal.directory, named)
  if (!isDirectory(directory)) throw usageFailure(`${named} is no directory`)
  const file = join(directory, CONFIGURATION_NAME)
  const shown = relative(terminal.directory, file)
  if (existsSync(file)) throw usageFailure(`${shown} is there already, and stays as it is`)
  try {
    terminal.write(file, TEMPLATE)
  } catch (error) {
    throw usageFailure(`${shown} cannot be written (${error instanceof Error ? error.message : error})`)
  }
  terminal.out(`${shown} is written. It changes nothing until you take a # away.\n`)
  return EXIT.clean
}

/** What is written: as long as all is commented out, it is the same as no file. */
export const TEMPLATE = `# yaml-language-server: $schema=./node_modules/conflint/dist/configuration.schema.json
#
# How conflint judges the files in this directory and below. The command line counts more than this file.
# "conflint --print-config PATH" shows what holds for a file, and where each part of it is said.

# Other files like this one; what is said here counts more than what they say.
#extends: ../common/conflint.yaml

# Which rules are asked: conflicts (contradictions and mistakes only), hardening, or all.
#profile: conflicts

# The severity from which on conflint exits with 1: error, warning, info, or never.
#fail-on: warning

# The version to judge for, or for OpenSSH the distribution. Without it: the newest release that conflint knows.
#openssh: debian-12
#pure-ftpd: 1.0.50

# How many keys a client's agent offers, which MaxAuthTries must leave room for.
#agent-keys: 5

# Rules: error, warning, info, off, or on whatever the profile; "conflint rules" lists their ids. In place of this, a list
# may also name files and directories with rules of your own, which "conflint test" tries.
#rules:
#  sshd/deprecated-keyword: off
#  pure-ftpd/*: warning

# What connections are meant for, by the criteria of Match; conflint checks it for every one of them. "conflint rules" lists
# the intents as sshd/intent-NAME.
#intents:
#  - for: { group: sftponly }
#    intent: [sftp-only, password-only]
#  - for: all
#    intent: no-root

# Findings that are known, and not reported until they are gone; "conflint --update-baseline PATH" writes them down.
#baseline: .conflint-baseline.json

# What holds for some of the files only.
#overrides:
#  - files: ['legacy/**', '!legacy/new/**']
#    openssh: 7.4
#    rules:
#      sshd/shadowed-setting: info
`
