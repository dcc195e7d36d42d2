import type { Host } from '../../host/host.ts'
import type { Guard, ResolveOptions } from '../dialect.ts'
import { problemOf, refusalOf, startupChecks } from './checks/startup.ts'
import type { SshdConfig, SshdEffective, SshdSetting } from './config.ts'
import { forPeople, type Kept, kept } from './effective.ts'
import { isKeyword } from './keywords/lookup.ts'
import type { Keyword } from './keywords/types.ts'
import { readFile } from './reading/read.ts'
import { startReading } from './reading/reading.ts'
import { type Target, targetFor } from './releases.ts'

/**
 * Reads the file `entry` and what it includes, as sshd does at startup. Never throws on any content: a line
 * that sshd refuses becomes a problem, and reading goes on behind it.
 */
export function resolve(entry: string, host: Host, options: ResolveOptions = {}): SshdConfig {
  const target = targetFor(options.version)
  let reading = startReading(host, target, 'utf-8')
  readFile(reading, entry, undefined, 0)
  if (reading.encoding === 'latin1') {
    // One file is not UTF-8: read all of them byte by byte, so that they can be compared.
    reading = startReading(host, target, 'latin1')
    readFile(reading, entry, undefined, 0)
  }
  const lines = byKeyword(reading.settings)
  const config: SshdConfig = {
    dialect: 'sshd',
    version: target.version,
    target,
    host,
    encoding: reading.encoding,
    entry,
    sources: reading.sources,
    settings: reading.settings,
    guards: reading.guards,
    problems: reading.problems,
    refusal: reading.refusal,
    effective: (holds) => effective(lines, holds, target),
  }
  return checked(config)
}

/** Adds what sshd checks before it listens. */
function checked(config: SshdConfig): SshdConfig {
  const checks = startupChecks(
    config,
    keptSettings(config, () => false),
  )
  const [first] = checks
  if (!first) return config
  const problems = checks.map(problemOf).filter((problem) => problem !== undefined)
  return {
    ...config,
    problems: [...config.problems, ...problems],
    refusal: config.refusal ?? refusalOf(first),
  }
}

/** How each keyword stands after both passes, computed when it is asked for. */
export function keptSettings(
  config: SshdConfig,
  holds: (guard: Guard) => boolean,
): (keyword: Keyword) => Kept {
  const lines = byKeyword(config.settings)
  return (keyword) => kept(keyword, lines, holds, config.target)
}

function byKeyword(settings: readonly SshdSetting[]): ReadonlyMap<string, readonly SshdSetting[]> {
  const lines = new Map<string, SshdSetting[]>()
  for (const setting of settings) {
    const known = lines.get(setting.keyword)
    if (known) known.push(setting)
    else lines.set(setting.keyword, [setting])
  }
  return lines
}

type Lines = ReadonlyMap<string, readonly SshdSetting[]>

function effective(lines: Lines, holds: (guard: Guard) => boolean, target: Target): SshdEffective {
  const answers = new Map<string, ReturnType<SshdEffective['get']>>()
  const get = (keyword: string) => {
    const known = answers.get(keyword)
    if (known) return known
    const answer = isKeyword(keyword)
      ? forPeople(keyword, kept(keyword, lines, holds, target))
      : intents(keyword, lines, holds)
    answers.set(keyword, answer)
    return answer
  }
  return { get } as SshdEffective
}

/** Intents add up: those of the file, and those of every block that holds. */
function intents(keyword: string, lines: Lines, holds: (guard: Guard) => boolean) {
  const own = (lines.get(keyword) ?? []).filter(
    ({ guard }) => guard === undefined || (guard.reachable && holds(guard)),
  )
  const names = own.flatMap(({ literal }) => (Array.isArray(literal) ? literal.map(String) : []))
  return { keyword, value: [...new Set(names)], origins: own, losers: [] }
}
