import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { textOf } from './words.ts'

/** Keywords whose relative path begins in whatever directory sshd was started from (servconf.c derelativise_path). */
const PATH_KEYWORDS = [
  'Banner',
  'HostCertificate',
  'HostKey',
  'ModuliFile',
  'PidFile',
  'TrustedUserCAKeys',
  'XAuthLocation',
]

/** Paths of Windows, and what a template or shell was to fill in. */
const NOT_RELATIVE = /^(_+[A-Z]|[A-Za-z]:|[%$@{<\\])/

const relativePaths: Quantity = {
  name: 'relative-paths',
  kind: 'list',
  summary: 'Relative file names, which begin in the directory that sshd is started from',
  reads: PATH_KEYWORDS,
  compute: (view) =>
    PATH_KEYWORDS.flatMap((keyword) =>
      view.peekSetting(keyword).origins.flatMap((line) => {
        const text = line.text.trim().replace(/^["'](.*)["']$/, '$1')
        const isRelative = !/^[/~]/.test(text) && text.toLowerCase() !== 'none' && !NOT_RELATIVE.test(text)
        if (line.value === UNKNOWN || !isRelative) return []
        view.line(line)
        return [text]
      }),
    ),
}

const bannerMissing: Quantity = {
  name: 'banner-missing',
  kind: 'flag',
  summary: 'Whether the file of Banner is certainly not on the host',
  reads: ['Banner'],
  compute: (view) => {
    const file = textOf(view.peek('Banner'))
    if (file === UNKNOWN || file === 'none') return 'no'
    return view.host.file(file) === 'missing' ? 'yes' : 'no'
  },
}

export const paths: readonly Quantity[] = [relativePaths, bannerMissing]
