import type { Host } from '../../host/host.ts'
import type { Guard, ResolveOptions } from '../dialect.ts'
import { problemOf, refusalOf, startupChecks } from './checks/startup.ts'
import type { SshdConfig, SshdEffective } from './config.ts'
import { logged } from './daemon-text.ts'
import { influences, keywordToSet } from './influences.ts'
import { forPeople, type Kept } from './kept.ts'
import { isKeyword } from './keywords/lookup.ts'
import type { Keyword } from './keywords/types.ts'
import type { HoldingBlocks } from './lines.ts'
import { Passes } from './passes.ts'
import { readFile } from './reading/read.ts'
import { startReading } from './reading/reading.ts'
import { targetFor } from './releases.ts'

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
  const passes = new Passes(reading.settings, target)
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
    endless: reading.reentered,
    effective: (holds, list) => effective(passes, { holds, list }),
    firstBlockDecides: (keyword) => isKeyword(keyword) && passes.firstBlockDecides(keyword),
    influences: (keyword) => influences(keyword, target),
    keywordToSet: (keyword, value) => keywordToSet(keyword, value, target),
  }
  return checked(config)
}

/** Adds what sshd checks before it listens. */
function checked(config: SshdConfig): SshdConfig {
  const checks = startupChecks(config, startupSettings(config)).map((check) => ({
    ...check,
    messages: check.messages.map((message) => logged(message, config.encoding)),
  }))
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
  const passes = new Passes(config.settings, config.target)
  return (keyword) => passes.kept(keyword, { holds })
}

/** How each keyword stands at startup, before there is any connection. */
export function startupSettings(config: SshdConfig): (keyword: Keyword) => Kept {
  const passes = new Passes(config.settings, config.target)
  return (keyword) => passes.kept(keyword)
}

function effective(passes: Passes, blocks: HoldingBlocks): SshdEffective {
  const answers = new Map<string, ReturnType<SshdEffective['get']>>()
  const get = (keyword: string) => {
    const known = answers.get(keyword)
    if (known) return known
    const answer = isKeyword(keyword)
      ? forPeople(keyword, passes.kept(keyword, blocks))
      : intents(keyword, passes, blocks)
    answers.set(keyword, answer)
    return answer
  }
  return { get } as SshdEffective
}

/** Intents add up: those of the file, and those of every block that holds. */
function intents(keyword: string, passes: Passes, blocks: HoldingBlocks) {
  const own = [...new Set([...passes.atStartup(keyword), ...passes.inBlocks(keyword, blocks)])]
  const names = own.flatMap(({ literal }) => (Array.isArray(literal) ? literal.map(String) : []))
  return { keyword, value: [...new Set(names)], origins: own, losers: [] }
}
