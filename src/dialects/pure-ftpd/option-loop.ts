import { UNKNOWN } from '../../host/host.ts'
import type { EffectiveSetting, Place, Problem, Setting, Value } from '../dialect.ts'
import type { Feature } from './directives.ts'
import { methodProblem, operandProblem, valueProblem } from './option-problems.ts'
import type { Option, Reading, ReadLine, Refusal } from './reading.ts'
import { Standings } from './standing.ts'
import { decode } from './values.ts'
import { atLeast } from './versions.ts'

/** One back end of the authentication chain, in the order in which the daemon asks them. */
export interface ChainLink {
  backEnd: 'unix' | 'pam' | 'puredb' | 'ldap' | 'mysql' | 'pgsql' | 'extauth'
  /** The file or socket of this line; the daemon keeps one path for all links of PureDB and of ExtAuth, the last. */
  path?: string
  setting: Setting
}

/** The meaning of an option vector. */
export interface OptionLoopResult {
  settings: readonly Setting[]
  problems: readonly Problem[]
  /** The first reason for which the daemon does not start. */
  refusal?: Refusal
  chain: readonly ChainLink[]
  effective(name: string): EffectiveSetting
}

const BACK_ENDS: Readonly<Record<string, ChainLink['backEnd']>> = {
  UnixAuthentication: 'unix',
  PAMAuthentication: 'pam',
  PureDB: 'puredb',
  LDAPConfigFile: 'ldap',
  MySQLConfigFile: 'mysql',
  PGSQLConfigFile: 'pgsql',
  ExtAuth: 'extauth',
}

/** Goes through the options as pureftpd_start in ftpd.c does, and on after the first one that it refuses. */
export function runOptionLoop(
  reading: Reading,
  version: string,
  has: (feature: Feature) => boolean,
): OptionLoopResult {
  const standings = new Standings(reading.orderUnknown ?? false)
  const settings: Setting[] = []
  const problems: Problem[] = []
  const chain: ChainLink[] = []
  let refusal: Refusal | undefined
  const refuse = (problem: Problem) => {
    problems.push(problem)
    refusal ??= { stage: 'options', words: problem.daemon ?? '' }
  }

  for (const line of reading.lines) {
    const taken = takenValue(line, version, has, standings.logFormat)
    if ('refused' in taken) {
      refuse(valueProblem(line, taken.refused))
      continue
    }
    const { source, node, text, row } = line
    const setting: Setting = { source, node, keyword: row.name, value: taken.value, text, guard: undefined }
    settings.push(setting)
    standings.add(row, setting)
    const backEnd = BACK_ENDS[row.name]
    // A templated path makes a link all the same; a templated switch may make none.
    if (backEnd && (line.state === 'option' || (line.state === 'templated' && row.kind !== 'flag'))) {
      chain.push({
        backEnd,
        setting,
        ...(typeof taken.value === 'string' && line.argument !== undefined && { path: taken.value }),
      })
    }
  }
  for (const { letter, argument, place, line } of reading.options) {
    if (letter === 'l' && !line && argument !== undefined && place) refuse(methodProblem(place, argument))
  }
  const stray = reading.options.find(({ letter }) => letter === '')
  if (stray && atLeast(version, '1.0.44')) refuse(operandProblem(strayPlace(stray, reading), stray.text))
  return {
    settings,
    problems,
    ...(refusal && { refusal }),
    chain,
    effective: (name) => standings.effective(name),
  }
}

function takenValue(
  line: ReadLine,
  version: string,
  has: (feature: Feature) => boolean,
  logFormat: string | undefined,
): { value: Value | typeof UNKNOWN } | { refused: string } {
  const { row, argument } = line
  if (line.state === 'off') return { value: 'no' }
  if (line.state === 'templated') return { value: UNKNOWN }
  if (row.feature !== undefined && !has(row.feature)) return { refused: missingFeature(line, version) }
  const gone = row.until !== undefined && atLeast(version, row.until)
  if (gone || !atLeast(version, row.since)) return { refused: 'Unknown run-time option' }
  if (row.kind === 'flag') return { value: 'yes' }
  if (row.option === '' || argument === undefined) return { value: argument ?? '' }
  const decoded = decode(
    row.option,
    row.option === 'l' ? `${loginMethod(row.long)}${argument}` : argument,
    version,
  )
  if ('refused' in decoded) return decoded
  if ('hangs' in decoded) return { refused: HANGS }
  if (row.option === 'l') return { value: argument }
  if (row.name === 'CertFileAndKey') return { value: certificateAndKey(argument) }
  return row.name === 'AltLog' ? checkLog(decoded.value, logFormat) : decoded
}

/** Not words of the daemon, which says nothing: it never comes to an end. */
const HANGS = '(the server never gets past this option and uses the processor without end)'

function missingFeature({ row, argument }: ReadLine, version: string): string {
  if (row.option === 'l') return `Unknown authentication method: ${loginMethod(row.long)}${argument ?? ''}`
  return atLeast(version, '1.0.50') ? `Unknown option -${row.option}` : 'Unknown run-time option'
}

function loginMethod(long: string): string {
  return long.replace('--login=', '')
}

function certificateAndKey(argument: string): Value {
  const comma = argument.indexOf(',')
  return { certificate: argument.slice(0, comma), key: argument.slice(comma + 1) }
}

/** An unknown format is refused only where no earlier line has set one. */
function checkLog(value: Value, format: string | undefined): { value: Value } | { refused: string } {
  if (typeof value !== 'object' || Array.isArray(value)) return { value }
  const { path, prefix, format: own } = value as { path: string; prefix?: string; format?: string }
  if (own === undefined && format === undefined) {
    return { refused: `Configuration error: Unknown logging format: ${prefix ?? ''}` }
  }
  if (!path.startsWith('/')) return { refused: `Configuration error: Prohibited file name: ${path}` }
  return { value: { path, ...(own && { format: own }) } }
}

function strayPlace(option: Option, reading: Reading): Place | undefined {
  const source = reading.sources[0]
  return option.place ?? option.line ?? (source && { source, node: { position: source.root.position } })
}
