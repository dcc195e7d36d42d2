import { type Host, isFailure, strerror, UNKNOWN } from '../../../host/host.ts'
import { nameOf, normalize } from '../../../host/path.ts'
import { demandPermission } from '../../../host/unreadable.ts'
import type { Directive } from '../../../syntax/nodes.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import { ConfigurationText } from '../../configuration-text.ts'
import type { Place, Problem } from '../../dialect.ts'
import { type DirectiveRow, directive, directives } from '../directives.ts'
import type { Option, PureFtpdSource, Reading, ReadLine, Refusal } from '../reading.ts'
import { isTemplated } from '../templates.ts'
import { catfile } from './catfile.ts'
import { checkLine } from './checks.ts'
import { readDefaultsFile } from './defaults-file.ts'
import { placeOfFile, unknownFile, unreadable, unreadLine, wrapperRefusal } from './problems.ts'
import { FILE_NAME, unreadParts } from './unread.ts'

/** Names that the wrapper takes and drops: options of these names are gone from the daemon. */
const DROPPED = ['FSCharset', 'ClientCharset']

/** Reads a directory such as /etc/pure-ftpd as Debian's pure-ftpd-wrapper does (version 1.0.50-2.1). */
export function readWrapperDirectory(directory: string, host: Host): Reading {
  return new WrapperReader(directory, host).read()
}

/** One option with its rank: SyslogFacility goes before all others. */
interface Ranked {
  line: ReadLine | undefined
  option: Option | undefined
  first: boolean
}

class WrapperReader {
  readonly #directory: string
  readonly #host: Host
  readonly #sources: PureFtpdSource[] = []
  readonly #texts = new ConfigurationText()
  readonly #ranked: Ranked[] = []
  readonly #problems: Problem[] = []
  #refusal: Refusal | undefined
  /** Names that the wrapper takes for authentication: those that are, and names of links that it looked at. */
  readonly #authentication = new Map<string, DirectiveRow | undefined>()

  constructor(directory: string, host: Host) {
    this.#directory = directory
    this.#host = host
    for (const row of directives as readonly DirectiveRow[]) {
      if (row.group === 'auth-chain') this.#authentication.set(row.name, row)
    }
  }

  read(): Reading {
    const conf = this.#list('conf')
    const auth = this.#list('auth')
    for (const name of auth) this.#readLink(name)
    for (const name of conf) this.#readFile(name)
    const ranked = [
      ...this.#ranked.filter(({ first }) => first),
      ...this.#ranked.filter(({ first }) => !first),
    ]
    this.#problems.push(...unreadParts(this.#directory, this.#host, { conf, auth }))
    return {
      sources: this.#sources,
      lines: ranked.flatMap(({ line }) => line ?? []),
      options: [...ranked.flatMap(({ option }) => option ?? []), ...this.#added()],
      problems: this.#problems,
      orderUnknown: true,
      ...(this.#refusal && { refusal: this.#refusal }),
    }
  }

  /** What the wrapper adds on its own. */
  #added(): Option[] {
    const standalone = readDefaultsFile(this.#directory, this.#host)?.mode === 'standalone'
    const pidFile = '/var/run/pure-ftpd/pure-ftpd.pid'
    return [
      ...(standalone ? [{ letter: 'B', text: '-B' }] : []),
      { letter: 'g', argument: pidFile, text: `-g ${pidFile}` },
    ]
  }

  #list(name: 'conf' | 'auth'): readonly string[] {
    const path = `${this.#directory}/${name}`
    const names = this.#host.list(path)
    if (!isFailure(names)) return names
    demandPermission(names)
    if (this.#host.file(path) === 'missing' || names.failure !== 'missing') {
      this.#refuse(unreadable(path, `Couldn't examine directory ${path}: No such file or directory`))
    }
    return []
  }

  /** A link in auth/ whose target exists; the name of the target is the directive, that of the link only orders. */
  #readLink(linkName: string): void {
    const link = `${this.#directory}/auth/${linkName}`
    const target = this.#host.link(link)
    if (target === undefined || target === '') return
    const path = target.startsWith('/') ? target : catfile(`${this.#directory}/auth`, target)
    if (!this.#exists(path, 'file')) return
    // The flavour check of the wrapper asks by the name of the link, which makes that name known.
    const own = this.#authentication.get(linkName)
    if (own?.feature && ['mysql', 'ldap', 'pgsql'].includes(own.feature)) return
    if (!this.#authentication.has(linkName)) this.#authentication.set(linkName, undefined)
    const name = nameOf(path)
    const source = this.#source(path, name)
    if (!source) return
    if (!this.#authentication.has(name)) {
      this.#refuse(unknownFile(placeOfFile(source), path, name))
      return
    }
    this.#readSource(source, path, this.#authentication.get(name), 'l')
  }

  #readFile(name: string): void {
    if (!FILE_NAME.test(name) || this.#authentication.has(name)) return
    const path = `${this.#directory}/conf/${name}`
    const row = directive(name)
    const known = row?.wrapper !== undefined || DROPPED.includes(name)
    if (!known) {
      const source = this.#source(path, name)
      const place = source ? placeOfFile(source) : placeOfFile({ path, text: '', root: parsePureFtpd('') })
      this.#refuse(unknownFile(place, path, name))
      return
    }
    const source = this.#source(path, name)
    if (source && !DROPPED.includes(name)) this.#readSource(source, path, row, row?.option ?? '')
  }

  /** `undefined` for a directory, which the wrapper reads as empty, and where nothing can be read. */
  #source(path: string, name: string): PureFtpdSource | undefined {
    const read = this.#texts.read(path, this.#host)
    if (isFailure(read)) {
      if (read.failure !== 'directory') {
        this.#refuse(unreadable(path, `Couldn't open configuration file ${path}: ${strerror(read)}`))
      }
      return undefined
    }
    const { text, encoding } = read
    const root = parsePureFtpd(text, { grammar: 'wrapper', directive: name })
    const source = { path: normalize(path), text, encoding, root }
    this.#sources.push(source)
    return source
  }

  /** The first line that yields something counts. Without a row, the name is known and stands for nothing. */
  #readSource(source: PureFtpdSource, path: string, row: DirectiveRow | undefined, letter: string): void {
    const lines = source.root.children.filter((node): node is Directive => node.type === 'directive')
    let off: ReadLine | undefined
    for (const [index, node] of lines.entries()) {
      const value = node.children[0]?.value ?? ''
      const place = { source, node }
      if (row && isTemplated(value)) {
        this.#push({ ...place, row, text: value, state: 'templated' })
        return
      }
      const checked = checkLine(row?.wrapper ?? 'yes-no', value, (file, type) => this.#exists(file, type))
      if ('invalid' in checked) {
        this.#refuse(wrapperRefusal(place, row, path, checked.invalid))
        return
      }
      if ('spliced' in checked) {
        this.#splice(place, checked.spliced)
        return
      }
      if (!row || checked.value === '') {
        if (row && row.kind === 'flag') off ??= { ...place, row, text: value, state: 'off' }
        continue
      }
      this.#take({ ...place, row, text: value, state: 'option' }, checked.value, letter)
      const unread = lines[index + 1]
      if (unread) this.#problems.push(unreadLine({ source, node: unread }, row.name))
      return
    }
    if (off) this.#push(off)
  }

  #take(line: ReadLine, value: string, letter: string): void {
    const { row } = line
    const method = row.long.replace('--login=', '')
    const argument = letter === 'l' ? (row.kind === 'flag' ? method : `${method}${value}`) : value
    const isSwitch = letter !== 'l' && row.kind === 'flag'
    this.#push(
      row.kind === 'flag' ? line : { ...line, argument: value },
      isSwitch
        ? { letter, text: `-${letter}`, line }
        : { letter, argument, text: `-${letter} ${argument}`, line },
    )
  }

  /** The wrapper splits what it takes for an option at the first blank: two words that are none. */
  #splice(place: Place, text: string): void {
    const blank = text.indexOf(' ')
    const words = [text.slice(0, blank), text.slice(blank + 1)]
    for (const word of words)
      this.#ranked.push({ line: undefined, option: { letter: '', text: word, place }, first: false })
  }

  #push(line: ReadLine, option?: Option): void {
    this.#ranked.push({ line, option, first: line.row.name === 'SyslogFacility' })
  }

  #exists(path: string, type: 'file' | 'socket'): boolean {
    const absolute = path.startsWith('/') ? path : `/${path}`
    const facts = this.#host.file(absolute)
    if (facts === 'missing') return false
    if (facts !== UNKNOWN) return facts.type === type
    // Nothing certain is known: what a link points to must be readable, what a setting names is given the benefit of the doubt.
    const bytes = this.#host.read(absolute)
    return !isFailure(bytes) || !(bytes.failure === 'directory' || bytes.error === 'ELOOP')
  }

  #refuse(problem: Problem): void {
    this.#problems.push(problem)
    this.#refusal ??= { stage: 'file', words: problem.daemon ?? '' }
  }
}
