import type { FileFacts, Host } from './host.ts'
import { UNKNOWN } from './host.ts'

/** A question that somebody asked a host, such as `mode` of a path. */
export interface Question {
  about: 'read' | 'list' | 'file' | 'link' | 'account' | 'accounts' | 'shells' | keyof FileFacts
  /** A path, or the name of an account. */
  of: string
}

/** Turns the content of an answer into a short text that is the same only where the content is. */
export type Digest = (content: Uint8Array | string) => string

/** Told of each question when it is asked for the first time, with a text that stands for the answer. */
export type Listener = (question: Question, answer: string) => void

/**
 * The same host; whatever is asked of it is told to the listener. Judging is deterministic: of two hosts that give the same
 * answers the same is asked, and the same is found. Of files each fact is a question of its own, so that the size of a file
 * counts only where somebody looks at it.
 */
export function recorded(host: Host, digest: Digest, listener: Listener): Host {
  const asked = new Set<string>()
  const tell = (about: Question['about'], of: string, answer: () => string) => {
    const key = `${about}\0${of}`
    if (asked.has(key)) return
    asked.add(key)
    listener({ about, of }, answer())
  }
  const told = <Answer>(about: Question['about'], of: string, answer: Answer): Answer => {
    tell(about, of, () => textOf(answer, digest))
    return answer
  }
  return {
    read: (path) => told('read', path, host.read(path)),
    list: (path) => told('list', path, host.list(path)),
    link: (path) => told('link', path, host.link(path)),
    account: (name) => told('account', name, host.account(name)),
    accounts: () => told('accounts', '', host.accounts()),
    shells: () => told('shells', '', host.shells()),
    file(path) {
      const facts = host.file(path)
      tell('file', path, () => kindOf(facts))
      if (facts === 'missing' || facts === UNKNOWN) return facts
      const look = <Name extends keyof FileFacts>(name: Name): FileFacts[Name] =>
        told(name, path, facts[name])
      return {
        get type() {
          return look('type')
        },
        get mode() {
          return look('mode')
        },
        get uid() {
          return look('uid')
        },
        get gid() {
          return look('gid')
        },
        get size() {
          return look('size')
        },
        get modified() {
          return look('modified')
        },
      }
    },
  }
}

/** The text that stands for what a host answers to a question. */
export function answerOf(host: Host, { about, of }: Question, digest: Digest): string {
  switch (about) {
    case 'read':
    case 'list':
    case 'link':
    case 'account':
      return textOf(host[about](of), digest)
    case 'accounts':
    case 'shells':
      return textOf(host[about](), digest)
    case 'file':
      return kindOf(host.file(of))
    default: {
      const facts = host.file(of)
      return facts === 'missing' || facts === UNKNOWN ? kindOf(facts) : textOf(facts[about], digest)
    }
  }
}

function kindOf(facts: ReturnType<Host['file']>): string {
  return facts === UNKNOWN ? '?' : facts === 'missing' ? 'missing' : 'there'
}

/** What is longer than this is shorter as a digest. */
const LONG = 40

function textOf(answer: unknown, digest: Digest): string {
  if (answer instanceof Uint8Array) return digest(answer)
  const text =
    JSON.stringify(answer, (_, part) => (typeof part === 'symbol' ? { unknown: true } : part)) ?? '-'
  return text.length > LONG ? digest(text) : text
}
