import { type Host, isFailure } from '../../../host/host.ts'
import { join } from '../../../host/path.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'

/** What /etc/default/pure-ftpd-common says to the init script of Debian. */
export interface DefaultsFile {
  path: string
  /** `standalone` or `inetd`; the init script starts nothing where it is not `standalone`. */
  mode: string
  uploadScript: string
}

/** Reads the defaults file that belongs to a wrapper directory; `undefined` where there is none. */
export function readDefaultsFile(directory: string, host: Host): DefaultsFile | undefined {
  const path = join(directory, '../default/pure-ftpd-common')
  const bytes = host.read(path)
  if (isFailure(bytes)) return undefined
  const variables = new Map<string, string>()
  for (const line of decodeBytes(bytes).text.split('\n')) {
    const [, name, value] = /^[ \t]*(?:export[ \t]+)?([A-Z_]+)=(.*)$/.exec(line) ?? []
    if (name !== undefined) variables.set(name, (value ?? '').trim().replace(/^(["'])(.*)\1$/, '$2'))
  }
  return {
    path,
    mode: variables.get('STANDALONE_OR_INETD') ?? '',
    uploadScript: variables.get('UPLOADSCRIPT') ?? '',
  }
}
