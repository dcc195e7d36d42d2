import { relative } from 'node:path'
import { jsonText } from '../../report/json-text.ts'
import { defaultAgentKeys } from '../../rules/agent-keys.ts'
import { builtin, rulesAboutSuppressions } from '../../rules/builtin.ts'
import { type Arguments, choice } from '../arguments.ts'
import {
  type Configuration,
  type SettingName,
  type Settings,
  settingNamed,
} from '../configuration/settings.ts'
import { DIALECT_NAMES } from '../dialects.ts'
import { EXIT } from '../failure.ts'
import { readingOf, requestedInputs, settingsFrom } from '../judging/requests.ts'
import type { Input } from '../reading/input.ts'
import { readTree } from '../reading/read-tree.ts'
import { readingFrom } from '../reading/reading-options.ts'
import type { ReadingOptions } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** What holds for one input, and where each part of it is said. */
export interface EffectiveConfiguration {
  input: string
  settings: Partial<Record<SettingName | 'baseline', Sourced>>
  rules: Record<string, Sourced>
  /** What sets of connections are meant for. */
  intents: readonly (Sourced & { for: string })[]
}

interface Sourced {
  value: string | number
  /** A file and line, an option, `default`, or how it was found out. */
  origin: string
}

const DEFAULTS = { profile: 'conflicts', 'fail-on': 'warning', 'agent-keys': defaultAgentKeys } as const

/**
 * Finds out what holds for an input.
 * @param said what the command line says
 * @param reading how the input is read, from the command line and the configuration together
 */
async function effectiveConfiguration(
  input: Input,
  configuration: Configuration,
  said: Settings,
  reading: ReadingOptions,
): Promise<EffectiveConfiguration> {
  const tree = await readTree(input, reading)
  const { dialect, config, assumedVersion, versions } = tree
  const shown = (path: string) => relative(reading.directory, path) || path
  const settings: EffectiveConfiguration['settings'] = {}
  for (const name of ['profile', 'fail-on', 'agent-keys'] as const) {
    settings[name] = chosen(name, said, configuration) ?? { value: DEFAULTS[name], origin: 'default' }
  }
  settings.dialect = chosen('dialect', said, configuration) ?? { value: dialect.name, origin: 'recognized' }
  const version = dialect.name === 'sshd' ? 'openssh' : 'pure-ftpd'
  const told = chosen(version, said, configuration)
  settings[version] = told
    ? { ...told, value: versions.join(',') }
    : {
        value: config.version,
        origin: assumedVersion ? 'default: the newest that is known' : 'installed here',
      }
  if ('reader' in config && typeof config.reader === 'string') {
    settings.reader = chosen('reader', said, configuration) ?? { value: config.reader, origin: 'recognized' }
  }
  if (configuration.baseline !== undefined) {
    const origin = configuration.origins.get('baseline') ?? ''
    settings.baseline = { value: shown(configuration.baseline), origin }
  }
  return {
    input: shown(input.path),
    settings,
    rules: await ruleSettings(configuration, input.path),
    intents: (configuration.sets ?? []).map(({ intents, connections, source, position }) => ({
      for: connections?.text.join(' ') ?? 'all',
      value: intents.join(', '),
      origin: `${source.path}:${position.start.line}`,
    })),
  }
}

function chosen(name: SettingName, said: Settings, configuration: Configuration): Sourced | undefined {
  const given = settingNamed(name, said)
  if (given !== undefined) return { value: given, origin: `--${name}` }
  const value = settingNamed(name, configuration)
  return value === undefined ? undefined : { value, origin: configuration.origins.get(name) ?? 'default' }
}

async function ruleSettings(
  { ruleSetting, rules: own }: Configuration,
  file: string,
): Promise<Record<string, Sourced>> {
  if (!ruleSetting) return {}
  const builtins = await Promise.all(DIALECT_NAMES.map(builtin))
  const all = [...builtins.flatMap(({ rules }) => rules), ...own, ...(await rulesAboutSuppressions())]
  const found: Record<string, Sourced> = {}
  for (const { id } of all) {
    const said = ruleSetting(id, file)
    if (!said) continue
    const pattern = said.pattern === id ? '' : ` as ${said.pattern}`
    found[id] = { value: said.setting, origin: `${said.where}${pattern}` }
  }
  return found
}

/** In the manner of a .conflint.yaml, with the origins as comments. */
function configurationInWords({ input, settings, rules, intents }: EffectiveConfiguration): string {
  const line = (indent: string, name: string, { value, origin }: Sourced) =>
    `${`${indent}${name}: ${value}`.padEnd(40)} # ${origin}\n`
  const said = Object.entries(settings).map(([name, sourced]) => line('', name, sourced))
  const ids = Object.entries(rules).map(([id, sourced]) => line('  ', id, sourced))
  const sets = intents.map((set) => line('  ', set.for, set))
  return [
    `# ${input}\n`,
    ...said,
    ...(ids.length > 0 ? ['rules:\n', ...ids] : []),
    ...(sets.length > 0 ? ['intents:\n', ...sets] : []),
  ].join('')
}

/** Tells what holds for each input, and where it is said, in place of judging it. */
export async function printConfiguration(given: Arguments, terminal: Terminal): Promise<number> {
  const options = await readingFrom(given, terminal)
  const { inputs, configurationFor, failures } = await requestedInputs(given, options, terminal)
  const [failure] = failures
  if (failure) throw failure
  const format = choice(given, 'format', ['text', 'json'])
  const told: EffectiveConfiguration[] = []
  for (const input of inputs) {
    const configuration = await configurationFor(input.path)
    const { dialect, reader, versions } = options
    const said = { ...settingsFrom(given), versions, ...(dialect && { dialect }), ...(reader && { reader }) }
    told.push(await effectiveConfiguration(input, configuration, said, readingOf(configuration, options)))
  }
  terminal.out(format === 'json' ? `${jsonText(told, 2)}\n` : told.map(configurationInWords).join('\n'))
  return EXIT.clean
}
