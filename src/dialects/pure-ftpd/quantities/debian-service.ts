import { nameOf } from '../../../host/path.ts'
import type { Quantity, View } from '../../dialect.ts'
import { type DefaultsFile, readDefaultsFile } from '../debian/defaults-file.ts'
import { configOf } from './evidence.ts'

/** What /etc/default/pure-ftpd-common says of a configuration that Debian's wrapper reads; `undefined` for others. */
function defaultsFile(view: View): DefaultsFile | undefined {
  const { reader, entry } = configOf(view)
  return reader === 'debian' ? readDefaultsFile(entry, view.host) : undefined
}

function cite(view: View, keyword: string, value: string, { path }: DefaultsFile): void {
  view.fact({ keyword, value: value === '' ? 'empty' : value, file: path, note: nameOf(path) })
}

export const debianServiceQuantities: readonly Quantity[] = [
  {
    name: 'service-mode',
    kind: 'enum',
    values: ['standalone', 'inetd', 'unknown'],
    summary: 'How Debian starts the server: by itself, or by inetd for each connection; unknown elsewhere',
    reads: [],
    compute(view) {
      const file = defaultsFile(view)
      if (file?.mode !== 'standalone' && file?.mode !== 'inetd') return 'unknown'
      cite(view, 'STANDALONE_OR_INETD', file.mode, file)
      return file.mode
    },
  },
  {
    name: 'upload-script',
    kind: 'enum',
    values: ['started', 'not started', 'unknown'],
    summary: 'Whether Debian starts pure-uploadscript, which CallUploadScript needs; unknown elsewhere',
    reads: [],
    compute(view) {
      const file = defaultsFile(view)
      if (!file) return 'unknown'
      if (file.mode === 'inetd') cite(view, 'STANDALONE_OR_INETD', file.mode, file)
      else cite(view, 'UPLOADSCRIPT', file.uploadScript, file)
      return file.mode === 'standalone' && file.uploadScript !== '' ? 'started' : 'not started'
    },
  },
]
