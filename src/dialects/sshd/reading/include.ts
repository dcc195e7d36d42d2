import { type Host, isFailure } from '../../../host/host.ts'
import { directoryOf } from '../../../host/path.ts'
import { isFields } from '../laws.ts'
import * as problems from '../problems.ts'
import { at } from '../releases.ts'
import { glob } from './glob.ts'
import { hasWildcard } from './glob-pattern.ts'
import { type LinePlace, type Reading, refuseAt, spot, textOf } from './reading.ts'
import { isTemplated } from './templates.ts'

/** Directory that relative patterns begin in, whatever the including file's own directory is. */
const SSH_DIRECTORY = '/etc/ssh'

/**
 * Finds the files of an Include line and has each read where the line stands. The block that is open is the
 * same afterwards.
 */
export function readInclude(reading: Reading, place: LinePlace, read: (path: string) => void): void {
  const { node, template } = place
  const old = reading.target.release < at('8.7')
  let patterns = 0
  for (const { value } of node.children) {
    if (value === '' && old) break
    if (value === '') {
      refuseInclude(reading, place, `keyword ${node.keyword} empty argument`)
      return
    }
    patterns++
    if (template === 'none' || !isTemplated(value)) readPattern(reading, place, value, read)
  }
  if (patterns === 0)
    refuseInclude(reading, place, `${old ? 'Include' : node.keyword} missing filename argument`)
}

function refuseInclude(reading: Reading, place: LinePlace, text: string): void {
  const messages = refuseAt(reading, place, [`${place.where}: ${text}`])
  const { keyword, children } = place.node
  reading.problems.push(problems.invalidValue(spot(place), keyword, textOf(children), messages))
}

function readPattern(
  reading: Reading,
  place: LinePlace,
  pattern: string,
  read: (path: string) => void,
): void {
  const relative = !pattern.startsWith('/') && !pattern.startsWith('~')
  // 8.2 put the keyword itself behind the directory.
  const name = reading.target.release < at('8.3') ? place.node.keyword : pattern
  const selector = relative ? `${SSH_DIRECTORY}/${name}` : pattern
  const remembered = reading.included.get(selector) ?? []
  const known = remembered.length > 0
  // What a pattern gave is remembered file by file, each one once it was read.
  if (known && reading.patterns.has(selector) && reading.reentered === undefined) {
    reading.reentered = reading.events++
    reading.problems.push(problems.includesItself(spot(place)))
  }
  const paths = known ? [...remembered] : glob(selector, reading.host)
  if (paths.length === 0) tellNothing(reading, place, pattern)
  const outermost = !known && !reading.patterns.has(selector)
  if (outermost) reading.patterns.add(selector)
  reading.included.set(selector, remembered)
  for (const path of paths) {
    read(path)
    if (!known) remembered.push(path)
    if (reading.target.release < at('8.4')) settleListening(reading, place)
  }
  if (outermost) reading.patterns.delete(selector)
}

/** A directory of drop-ins may well be empty; what names one file, or cannot match, is told. */
function tellNothing(reading: Reading, place: LinePlace, pattern: string): void {
  const nothing = reasonForNothing(reading.host, place, pattern)
  if (nothing === 'not read') reading.problems.push(problems.includeNotRead(spot(place), pattern))
  else if (nothing) reading.problems.push(problems.includeMatchesNothing(spot(place), pattern, ...nothing))
}

type Certainty = 'certain' | 'likely'

function reasonForNothing(
  host: Host,
  place: LinePlace,
  pattern: string,
): [reason: string, certainty: Certainty] | 'not read' | undefined {
  if (pattern.startsWith('~')) return ['sshd does not replace ~ here', 'certain']
  if (/\{[^}]*,[^}]*\}/.test(pattern)) return ['braces mean nothing here', 'certain']
  const relative = !pattern.startsWith('/')
  const path = relative ? `${SSH_DIRECTORY}/${pattern}` : pattern
  const beside = `${directoryOf(place.source.path)}/${pattern}`
  if (relative && beside !== path && glob(beside, host).length > 0) {
    return [`a relative name begins in ${SSH_DIRECTORY}, not where the file stands`, 'certain']
  }
  const directory = directoryOf(path)
  if (hasWildcard(pattern)) {
    const typo = host.file(directory) === 'missing' && !directory.endsWith('/sshd_config.d')
    return typo ? [`there is no directory ${directory}`, 'certain'] : undefined
  }
  if (host.file(path) === 'missing') return ['there is no such file', 'certain']
  // Whoever gave the directory gave what is in it.
  return isFailure(host.list(directory)) ? 'not read' : ['there is no such file', 'likely']
}

/**
 * 8.2 and 8.3 took stock of what to listen on after each included file: from then on port 22 and any address
 * family were set where nothing else was, and addresses had the ports that were known.
 */
function settleListening(reading: Reading, place: LinePlace): void {
  const defaults = [
    ['Port', ['22']],
    ['AddressFamily', 'any'],
  ] as const
  for (const [keyword, literal] of defaults) {
    if (reading.counted.get(keyword)?.length) continue
    reading.counted.set(keyword, [literal])
    reading.settings.push({
      ...spot(place),
      keyword,
      value: literal,
      literal,
      text: textOf(place.node.children),
      written: place.node.keyword,
      line: place.line,
      guard: undefined,
      order: reading.events++,
    })
  }
  const ports = (reading.counted.get('Port') ?? []).flat().map(Number)
  reading.settings.forEach((setting, index) => {
    if (setting.keyword !== 'ListenAddress' || !isFields(setting.literal)) return
    const { addresses } = setting.literal
    if (!Array.isArray(addresses)) return
    const settled = addresses.flatMap((address) =>
      address.port > 0 ? [address] : ports.map((port) => ({ ...address, port })),
    )
    reading.settings[index] = { ...setting, literal: { addresses: settled } }
  })
}
