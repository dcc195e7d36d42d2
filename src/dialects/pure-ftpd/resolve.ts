import type { Host } from '../../host/host.ts'
import { directoryOf, nameOf } from '../../host/path.ts'
import type { Problem, ResolveOptions } from '../dialect.ts'
import type { PureFtpdConfig, ReaderName } from './config.ts'
import { readWrapperDirectory } from './debian/reader.ts'
import { unreadFile } from './debian/unread.ts'
import { featureTest } from './features.ts'
import { readNative } from './native/reader.ts'
import { runOptionLoop } from './option-loop.ts'
import { chooseReader, layoutOf } from './reader-choice.ts'
import type { Reading } from './reading.ts'
import { readByScript } from './scripts/reader.ts'
import { NEWEST_PURE_FTPD } from './versions.ts'

/** Reads a pure-ftpd configuration the way its reader and the daemon do. `entry`: a file, or Debian's /etc/pure-ftpd. */
export function resolvePureFtpd(entry: string, host: Host, options: ResolveOptions): PureFtpdConfig {
  const version = options.version ?? NEWEST_PURE_FTPD
  const choice = chooseReader(entry, host, options.reader)
  const has = featureTest(options.features)
  const reading = readers[choice.reader](choice.entry, host, { version, has })
  const result = runOptionLoop(reading, version, has)
  const refusal = reading.refusal ?? result.refusal
  const layout = layoutOf(choice.entry, choice.reader, host)
  return {
    dialect: 'pure-ftpd',
    version,
    entry,
    reader: choice.reader,
    readerReason: choice.reason,
    ...(layout !== undefined && { layout }),
    sources: reading.sources,
    settings: result.settings,
    guards: [],
    problems: [...reading.problems, ...result.problems, ...besideWrapper(choice, host, options.reader)],
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
  perl: (entry, host) => readByScript('perl', entry, host),
  python: (entry, host) => readByScript('python', entry, host),
  debian: readWrapperDirectory,
}

/** A pure-ftpd.conf beside conf/ and auth/ is the one that Debian ships and nothing reads. */
function besideWrapper(
  { entry, reader }: { entry: string; reader: ReaderName },
  host: Host,
  asked: ReaderName | undefined,
): readonly Problem[] {
  if (reader !== 'native' || asked !== undefined || nameOf(entry) !== 'pure-ftpd.conf') return []
  const beside = host.list(directoryOf(entry))
  return Array.isArray(beside) && beside.includes('conf') && beside.includes('auth')
    ? unreadFile(entry, host)
    : []
}
