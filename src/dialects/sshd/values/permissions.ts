import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at } from '../releases.ts'
import { cutHost, portNumber } from './ports.ts'
import { isOld, type Line, missing, type Reader, refuse } from './reading.ts'

/** PermitOpen and PermitListen: `host:port`, or `any` or `none`. */
export const permissions: Reader = (line) => {
  const strict = line.target.release >= at('9.7')
  const found: string[] = []
  const first = line.words.peek()
  if (!first && !strict) return missing(line, `missing ${oldName(line)} specification`)
  for (;;) {
    const word = line.words.next()
    if (word === undefined || (word === '' && !strict)) break
    if (word === 'any' || word === 'none') {
      if (strict && found.length > 0) {
        return refuse(line, `${word} must appear alone on a ${line.written} line.`)
      }
      if (strict || found.length === 0) {
        found.push(word)
        if (!strict) break
        continue
      }
    }
    const permission = destination(line, word)
    if (typeof permission !== 'string') return permission
    found.push(permission)
  }
  return found.length > 0 ? found : missing(line)
}

/** The name in messages up to 8.6. */
function oldName({ keyword, target }: Line): string {
  return target.release < at('7.8') ? keyword : asciiLowerCase(keyword)
}

function destination(line: Line, word: string) {
  const bare = line.keyword === 'PermitListen' && !word.includes(':')
  const cut = bare ? { rest: word, delimiter: ':' } : cutHost(word)
  const name = isOld(line) ? oldName(line) : line.written
  if (!cut || (cut.delimiter === '/' && line.target.release >= at('7.8'))) {
    return refuse(line, isOld(line) ? `missing host in ${name}` : `${name} missing host`)
  }
  const { rest } = cut
  if (rest === undefined || (rest !== '*' && portNumber(rest, line.host) <= 0)) {
    return refuse(line, isOld(line) ? `bad port number in ${name}` : `${name} bad port number`)
  }
  return bare ? `*:${word}` : word
}
