import { type Host, isFailure } from '../../host/host.ts'
import { directoryOf, join, nameOf } from '../../host/path.ts'
import { decodeBytes } from '../../syntax/bytes.ts'
import type { ReaderName } from './config.ts'

export interface ReaderChoice {
  reader: ReaderName
  /** Why, for people. */
  reason: string
  /** The file or directory that this reader begins with. */
  entry: string
}

/** Who reads a configuration: as the user says, or as the layout tells. */
export function chooseReader(entry: string, host: Host, asked: ReaderName | undefined): ReaderChoice {
  const directory = wrapperDirectory(entry, host)
  if (asked === 'debian') {
    return {
      reader: 'debian',
      reason: 'the reader that was asked for',
      entry: directory ?? directoryOf(entry),
    }
  }
  const file = configurationFile(entry, host)
  if (asked) return { reader: asked, reason: 'the reader that was asked for', entry: file }
  if (directory !== undefined) {
    return {
      reader: 'debian',
      reason: `${directory} has conf/ or auth/, which Debian's pure-ftpd-wrapper reads`,
      entry: directory,
    }
  }
  return { ...scriptInUse(file, host), entry: file }
}

/** The directory of Debian's wrapper, where the entry is one, or its conf/ or auth/. */
function wrapperDirectory(entry: string, host: Host): string | undefined {
  const names = host.list(entry)
  if (isFailure(names)) return undefined
  if (names.includes('conf') || names.includes('auth')) return entry
  const last = nameOf(entry)
  return last === 'conf' || last === 'auth' ? directoryOf(entry) : undefined
}

const FILE_NAMES = ['pure-ftpd.conf', 'pureftpd.conf']

/** The file that a directory without conf/ holds. */
function configurationFile(entry: string, host: Host): string {
  const names = host.list(entry)
  if (isFailure(names)) return entry
  const name = FILE_NAMES.find((candidate) => names.includes(candidate))
  return name === undefined ? entry : join(entry, name)
}

/** Where the services are that may start a script. */
const SERVICES = [
  ...['/etc/init.d/pure-ftpd', '/etc/init.d/pureftpd', '/etc/rc.d/init.d/pure-ftpd'],
  ...['/etc/systemd/system/pure-ftpd.service', '/etc/systemd/system/pureftpd.service'],
  ...['/usr/lib/systemd/system/pure-ftpd.service', '/lib/systemd/system/pure-ftpd.service'],
]

/** Layouts whose installers put pure-config.pl beside the daemon. */
const PANELS: readonly { prefix: string; name: string }[] = [
  { prefix: '/www/server/pure-ftpd', name: 'BaoTa (aaPanel)' },
  { prefix: '/usr/local/pureftpd', name: 'LNMP' },
  { prefix: '/www/wdlinux/pureftpd', name: 'WDlinux' },
]

/** A file is read by the daemon itself, unless a service of the same installation starts one of the old scripts. */
function scriptInUse(file: string, host: Host): Omit<ReaderChoice, 'entry'> {
  const text = textOf(file, host) ?? ''
  const prefix = directoryOf(directoryOf(file))
  for (const path of SERVICES) {
    const service = textOf(path, host)
    const script = service && /pure-config\.(pl|py)/.exec(service)?.[1]
    if (!script || !service || !(service.includes(file) || (prefix !== '/' && service.includes(prefix))))
      continue
    const reader = script === 'pl' ? 'perl' : 'python'
    return { reader, reason: `${path} starts the server through pure-config.${script}` }
  }
  const panel = PANELS.find((candidate) => file.startsWith(`${candidate.prefix}/`))
  const native = 'one file, which the daemon has read by itself since 1.0.44'
  if (panel) {
    return {
      reader: 'native',
      reason: `${native}; older installations of ${panel.name} start it through pure-config.pl (--reader perl)`,
    }
  }
  if (/for pure-ftpd wrappers/i.test(text)) {
    return {
      reader: 'native',
      reason: `${native}; its header speaks of the wrappers up to 1.0.43 (--reader perl where pure-config.pl starts the server)`,
    }
  }
  return { reader: 'native', reason: native }
}

function textOf(path: string, host: Host): string | undefined {
  const bytes = host.read(path)
  return isFailure(bytes) ? undefined : decodeBytes(bytes).text
}

/** The panel or distribution whose layout a configuration follows; `undefined` where none is recognised. */
export function layoutOf(entry: string, reader: ReaderName, host: Host): string | undefined {
  if (reader !== 'debian') return PANELS.find(({ prefix }) => entry.startsWith(`${prefix}/`))?.name
  // 1Panel drives Debian's package, and links the database by its absolute path.
  return host.link(join(entry, 'auth/50puredb')) === join(entry, 'conf/PureDB') ? '1Panel' : 'Debian'
}
