import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PROFILES } from '../../judgement/wanted.ts'
import { type Arguments, choice, count, one, operands } from '../arguments.ts'
import { configurationFinder } from '../configuration/find-configuration.ts'
import { type Settings, THRESHOLDS } from '../configuration/settings.ts'
import { usageFailure } from '../failure.ts'
import { findInputs } from '../reading/inputs.ts'
import type { ReadingOptions } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** The inputs that the command line names, and the configuration for each. */
export async function requestedInputs(given: Arguments, options: ReadingOptions, terminal: Terminal) {
  const config = one(given, 'config')
  const configurationFor = configurationFinder(
    config && resolve(terminal.directory, config),
    terminal.directory,
  )
  return { ...(await findInputs(requestFrom(given, options), terminal)), configurationFor }
}

/** How to read an input: what the command line says counts more. */
export function readingOf({ dialect, reader, versions }: Settings, options: ReadingOptions): ReadingOptions {
  return {
    ...(dialect && { dialect }),
    ...(reader && { reader }),
    ...options,
    versions: { ...versions, ...options.versions },
  }
}

/** What the command line says of how to judge. */
export function settingsFrom(given: Arguments): Settings {
  const profile = choice(given, 'profile', PROFILES)
  const failOn = choice(given, 'fail-on', THRESHOLDS)
  const agentKeys = count(given, 'agent-keys')
  return {
    versions: {},
    ...(profile && { profile }),
    ...(failOn && { failOn }),
    ...(agentKeys !== undefined && { agentKeys }),
  }
}

/** Where a host of which only the root is given has its configurations. */
const USUAL_PLACES = ['etc/ssh/sshd_config', 'etc/pure-ftpd', 'etc/pure-ftpd.conf']

function requestFrom(given: Arguments, { root }: ReadingOptions) {
  const paths = operands(given, 'path')
  const as = one(given, 'as')
  const usual = root === undefined ? [] : USUAL_PLACES.map((place) => join(root, place)).filter(existsSync)
  if (paths.length === 0 && usual.length === 0) {
    throw usageFailure('say which file or directory to check, such as: conflint /etc/ssh/sshd_config')
  }
  return {
    paths: paths.length > 0 ? paths : usual,
    ...(as !== undefined && { as }),
    ...(root !== undefined && { root }),
  }
}
