import { type Host, UNKNOWN } from '../../../host/host.ts'
import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at } from '../releases.ts'
import { count, eachArgument, isOld, type Line, missing, type Reader, refuse } from './reading.ts'
import { isNone } from './simple.ts'

/** A file name: `~` is the home directory of root, who runs sshd, and a relative path begins at `/`. */
export const path: Reader = (line) => {
  const word = line.words.next()
  return word ? absolute(word, line) : refuse(line, 'missing file name.')
}

/** HostKeyAgent and SecurityKeyProvider: a path, or the one word of the table. */
export const pathOrWord: Reader = (line) => {
  const word = line.words.next()
  if (!word) {
    return line.keyword === 'HostKeyAgent'
      ? refuse(line, 'missing socket name.')
      : missing(line, 'missing file name.')
  }
  const same = Object.keys(line.row.words ?? {}).some((known) =>
    known === asciiLowerCase(known) ? known === asciiLowerCase(word) : known === word,
  )
  return same ? word : absolute(word, line)
}

/** HostKey and HostCertificate: one path a line. */
export const keyPaths: Reader = (line) => {
  const word = line.words.next()
  return word ? [absolute(word, line)] : refuse(line, 'missing file name.')
}

/** AuthorizedKeysFile, and RevokedKeys since 10.3: several paths, or `none` alone. */
export const paths: Reader = (line) => {
  const found: string[] = []
  for (const word of eachArgument(line)) {
    if (word === '') return count(line, `keyword ${line.written} empty argument`)
    const alone = found.length === 0 && line.words.left === 0
    if (isNone(word) && !alone && line.target.release >= at('10.3')) {
      return count(line, `keyword ${line.written} "none" argument must appear alone.`)
    }
    found.push(withHome(word, line))
  }
  // Up to 8.6 what follows an empty argument was not looked at.
  if (isOld(line)) line.words.takeAll()
  return found.length > 0 ? found : noneGiven(line, found)
}

/** AuthorizedPrincipalsFile: only `~` is replaced. */
export const tildePath: Reader = (line) => {
  const word = line.words.next()
  return word ? withHome(word, line) : missing(line, 'missing file name.')
}

/** Since 9.7 a list keyword whose arguments are all commented out is refused. */
export function noneGiven(line: Line, found: readonly string[]) {
  if (isOld(line) || line.target.release < at('9.7')) return found
  return refuse(line, `no ${line.written} specified`)
}

/** derelativise_path of servconf.c, for the directory `/`, where daemons run. */
function absolute(word: string, line: Line): string {
  if (isNone(word)) return 'none'
  const expanded = withHome(word, line)
  return expanded.startsWith('/') ? expanded : `//${expanded}`
}

/**
 * tilde_expand_filename of misc.c, for root, who runs sshd. Up to 8.6 a name counted only where a slash followed.
 * Where the home of another account is not known, the word stays as it is.
 */
function withHome(word: string, { host, target }: Line): string {
  const [, name, slashes, rest] = /^~([^/]*)(\/*)(.*)$/s.exec(word) ?? []
  if (name === undefined || slashes === undefined || rest === undefined) return word
  if (target.release < at('8.7') && (name === '' || slashes === '')) {
    return `${ROOT_HOME}/${slashes.slice(1)}${name}${rest}`
  }
  const home = name === '' || name === 'root' ? ROOT_HOME : homeOf(name, host)
  return home === undefined ? word : `${home.replace(/\/$/, '')}/${rest}`
}

const ROOT_HOME = '/root'

function homeOf(name: string, host: Host): string | undefined {
  const accounts = host.accounts()
  const account = accounts === UNKNOWN ? undefined : accounts.find((one) => one.name === name)
  return account?.home === UNKNOWN ? undefined : account?.home
}
