import type { Connection, Guard } from '../../dialect.ts'
import type { SshdConfig } from '../config.ts'
import type { Kept } from '../kept.ts'
import { nameAt, rowAt } from '../keywords/lookup.ts'
import type { Keyword } from '../keywords/types.ts'
import { holds } from '../matching/match-connection.ts'
import { at, releaseFor, type Target, within } from '../releases.ts'
import { keptSettings, startupSettings } from '../resolve.ts'
import { formatted } from './format.ts'
import { DUMP_LINES, type DumpLine } from './lines.ts'
import { listening } from './listen.ts'
import { addressesOf, familyOf, portsOf } from './listen-settings.ts'

/**
 * What `sshd -T -C …` of the version prints for a connection, line by line; without a connection, what
 * `sshd -T` prints.
 */
export function dump(config: SshdConfig, connection: Connection = {}): readonly string[] {
  return dumpFor(config, (guard) => holds(guard, connection))
}

/** The same for any choice of blocks that hold. */
export function dumpFor(config: SshdConfig, guardHolds: (guard: Guard) => boolean): readonly string[] {
  const kept = keptSettings(config, guardHolds)
  const startup = startupSettings(config)
  return DUMP_LINES.filter((line) => isPrinted(line, config.target)).flatMap((line) => {
    const name = printedName(line, config.target)
    const row = rowAt(line.keyword, config.target)
    const texts =
      line.form === 'listen-lines'
        ? listenTexts(startup)
        : formatted(line, kept(line.keyword), row, config.target)
    return texts.map((text) => `${name} ${text}`)
  })
}

function isPrinted(line: DumpLine, target: Target): boolean {
  const row = rowAt(line.keyword, target)
  if (!within(releaseFor(line.keyword, target), row.since, row.until)) return false
  if (!within(target.release, line.since, line.until)) return false
  // A permissive build knows the words of all vendors, yet it is no vendor's.
  if (line.vendor && (target.build.name === 'permissive' || !target.build.vendors.includes(line.vendor)))
    return false
  return line.feature === undefined || target.build[line.feature]
}

/** Lower case up to 10.3; since 10.5 as the manual writes it, except for one. */
function printedName(line: DumpLine, target: Target): string {
  const { release } = target
  const name = nameAt(line.keyword, release)
  if (release < at('10.4') || (release < at('10.5') && line.handwritten)) return name.toLowerCase()
  return name === 'MACs' ? 'Macs' : name
}

function listenTexts(kept: (keyword: Keyword) => Kept): readonly string[] {
  const sockets = listening(addressesOf(kept), portsOf(kept), familyOf(kept))
  if (!Array.isArray(sockets)) return []
  return sockets.map(({ address, family, port, rdomain }) => {
    const socket = family === 6 ? `[${address}]:${port}` : `${address}:${port}`
    return rdomain === undefined ? socket : `${socket} rdomain ${rdomain}`
  })
}
