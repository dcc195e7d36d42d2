import type { Host } from '../../host/host.ts'
import type { ResolveOptions } from '../dialect.ts'
import type { PureFtpdConfig, ReaderName } from './config.ts'
import { featureTest } from './features.ts'
import { readNative } from './native/reader.ts'
import { runOptionLoop } from './option-loop.ts'
import { chooseReader } from './reader-choice.ts'
import type { Reading } from './reading.ts'
import { NEWEST_PURE_FTPD } from './versions.ts'

/** Reads a pure-ftpd configuration the way its reader and the daemon do. `entry`: a file, or Debian's /etc/pure-ftpd. */
export function resolvePureFtpd(entry: string, host: Host, options: ResolveOptions): PureFtpdConfig {
  const version = options.version ?? NEWEST_PURE_FTPD
  const { reader, reason } = chooseReader(entry, host, options.reader)
  const has = featureTest(undefined)
  const reading = readers[reader](entry, host, { version, has })
  const result = runOptionLoop(reading, version, has)
  const refusal = reading.refusal ?? result.refusal
  return {
    dialect: 'pure-ftpd',
    version,
    entry,
    reader,
    readerReason: reason,
    sources: reading.sources,
    settings: result.settings,
    guards: [],
    problems: [...reading.problems, ...result.problems],
    options: reading.options,
    chain: result.chain,
    has,
    ...(refusal && { refusal }),
    effective: () => ({ get: (keyword) => result.effective(keyword) }),
  }
}

type Read = (entry: string, host: Host, options: { version: string; has: PureFtpdConfig['has'] }) => Reading

const readers: Readonly<Record<ReaderName, Read>> = {
  native: readNative,
  perl: readNative,
  python: readNative,
  debian: readNative,
}
