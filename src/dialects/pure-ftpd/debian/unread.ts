import { type Host, isFailure, UNKNOWN } from '../../../host/host.ts'
import { nameOf } from '../../../host/path.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Directive } from '../../../syntax/nodes.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import type { Problem, Source } from '../../dialect.ts'
import { directive } from '../directives.ts'
import { placeOfFile } from './problems.ts'

/** The wrapper passes over all other names in conf/ without a word; for Perl, `$` is in front of a last new line, too. */
export const FILE_NAME = /^[A-Za-z][A-Za-z0-9]+\n?$/

/** What stands in a wrapper directory and is never read, where somebody may believe that it counts. */
export function unreadParts(
  directory: string,
  host: Host,
  names: { conf: readonly string[]; auth: readonly string[] },
): readonly Problem[] {
  return [
    ...unreadFile(`${directory}/pure-ftpd.conf`, host),
    ...names.conf.flatMap((name) => unreadName(`${directory}/conf/${name}`, host)),
    ...names.auth.flatMap((name) => unreadLink(`${directory}/auth/${name}`, host)),
    ...unlinked(directory, host, names),
  ]
}

/** The active lines of the pure-ftpd.conf that Debian's packages ship, 1.0.36 to 1.0.50. */
const SHIPPED = new Set([
  ...['chrooteveryone yes', 'brokenclientscompatibility no', 'maxclientsnumber 50', 'daemonize yes'],
  ...['maxclientsperip 8', 'verboselog no', 'displaydotfiles yes', 'anonymousonly no', 'noanonymous no'],
  ...['syslogfacility ftp', 'dontresolve yes', 'maxidletime 15', 'limitrecursion 10000 8'],
  ...['limitrecursion 2000 8', 'anonymouscancreatedirs no', 'maxload 4', 'antiwarez yes', 'umask 133:022'],
  ...['minuid 100', 'allowuserfxp no', 'allowanonymousfxp no', 'prohibitdotfileswrite no'],
  ...['prohibitdotfilesread no', 'autorename no', 'anonymouscantupload no', 'anonymouscantupload yes'],
  ...['maxdiskusage 99', 'customerproof yes', 'norename no'],
])

/** Debian ships a pure-ftpd.conf that nothing reads. Only one that somebody has changed is worth a word. */
export function unreadFile(path: string, host: Host): readonly Problem[] {
  const source = read(path, host)
  if (!source) return []
  const changed = source.root.children.find(
    (node): node is Directive =>
      node.type === 'directive' &&
      !SHIPPED.has(`${node.keyword} ${node.children[0]?.value ?? ''}`.toLowerCase().replace(/[ \t]+/g, ' ')),
  )
  if (!changed) return []
  return [
    {
      rule: 'pure-ftpd/unread-by-wrapper',
      source,
      node: changed,
      message: `Debian's pure-ftpd-wrapper never reads ${path}, so none of its settings apply; put ${changed.keyword} into conf/${changed.keyword}.`,
      refused: false,
    },
  ]
}

/** Left behind by editors and package tools; nobody expects them to count. */
const LEFTOVER = /(~|\.(bak|old|orig|save|swp|rpmsave|rpmnew|ucf-\w+|dpkg-\w+)|^\.|^#.*#)$|^\./i

/** A file in conf/ whose name the wrapper passes over, and that has a directive in it. */
function unreadName(path: string, host: Host): readonly Problem[] {
  const name = nameOf(path)
  if (FILE_NAME.test(name) || LEFTOVER.test(name)) return []
  const words = name.split(/[^A-Za-z0-9]+/)
  const meant = [words.join(''), ...words].find((word) => directive(word) !== undefined)
  const source = read(path, host, meant)
  if (!source || meant === undefined) return []
  return [
    {
      rule: 'pure-ftpd/unread-by-wrapper',
      ...placeOfFile(source),
      message: `pure-ftpd-wrapper passes over ${path}, since only letters and digits may stand in the name; call it ${meant}.`,
      refused: false,
    },
  ]
}

/** An entry of auth/ that is no symbolic link, or leads nowhere. */
function unreadLink(path: string, host: Host): readonly Problem[] {
  if (LEFTOVER.test(nameOf(path))) return []
  const target = host.link(path)
  const source = read(path, host) ?? { path, text: '', root: parsePureFtpd('') }
  if (target !== undefined) {
    if (host.file(path) !== 'missing') return []
    return [
      {
        rule: 'pure-ftpd/unread-by-wrapper',
        ...placeOfFile(source),
        message: `The link ${path} leads to ${target}, which does not exist, so it adds nothing to the authentication chain.`,
        refused: false,
      },
    ]
  }
  const facts = host.file(path)
  if (facts === UNKNOWN || facts === 'missing' || facts.type !== 'file') return []
  return [
    {
      rule: 'pure-ftpd/unread-by-wrapper',
      ...placeOfFile(source),
      message: `pure-ftpd-wrapper reads only symbolic links in auth/, and ${path} is none; make it a link to a file in conf/.`,
      refused: false,
    },
  ]
}

/** A back end that is configured in conf/ and that no link in auth/ puts into the chain. */
function unlinked(
  directory: string,
  host: Host,
  { conf, auth }: { conf: readonly string[]; auth: readonly string[] },
): readonly Problem[] {
  const linked = new Set(auth.flatMap((name) => nameOf(host.link(`${directory}/auth/${name}`) ?? '') || []))
  return conf.flatMap((name): Problem[] => {
    const row = directive(name)
    if (row?.group !== 'auth-chain' || linked.has(name)) return []
    const source = read(`${directory}/conf/${name}`, host, name)
    const node = source?.root.children.find((line): line is Directive => line.type === 'directive')
    const value = node?.children[0]?.value
    if (!source || !node || value === undefined || !isMeant(name, value, host)) return []
    return [
      {
        rule: 'pure-ftpd/unread-by-wrapper',
        source,
        node,
        message: `conf/${name} alone has no effect; it counts once a symbolic link in auth/ points to it, such as auth/50${name.toLowerCase()} -> ../conf/${name}.`,
        refused: false,
      },
    ]
  })
}

/** The package itself ships conf/PureDB without a link: it is meant only where there is a database. */
function isMeant(name: string, value: string, host: Host): boolean {
  if (name === 'UnixAuthentication' || name === 'PAMAuthentication') return /^(yes|1|on)$/i.test(value)
  if (name !== 'PureDB') return true
  const facts = host.file(value.startsWith('/') ? value : `/${value}`)
  return facts !== UNKNOWN && facts !== 'missing'
}

function read(path: string, host: Host, name?: string): Source | undefined {
  const bytes = host.read(path)
  if (isFailure(bytes)) return undefined
  const { text } = decodeBytes(bytes)
  const root = parsePureFtpd(text, name === undefined ? {} : { grammar: 'wrapper', directive: name })
  return { path, text, root }
}
