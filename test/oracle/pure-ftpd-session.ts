import { spawn } from 'node:child_process'
import { connect as connectTcp, createServer, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** What the client saw, one string a reply: all lines of the reply, without their ends. */
export interface Session {
  replies: string[]
  /** The first reply that decides, 230, 421 or 530; empty where the session ended without one. */
  decisive: string
  status: number | null
  said: string
}

const PATIENCE = 20_000

/**
 * One session with the real server, as inetd would start it: a connected loopback socket is its descriptor 0,
 * and it listens nowhere. The client sends USER and PASS, after AUTH TLS where it speaks TLS.
 */
export async function session(
  daemon: string,
  conf: string,
  client: { login: string; password: string; tls?: boolean },
  environment: Record<string, string>,
): Promise<Session> {
  const { server, near } = await connected()
  const child = spawn(daemon, [conf], { env: environment, stdio: [server, 'ignore', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', (status) => resolve(status)))
  const said: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  server.destroy()
  const end = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  const replies = await talk(near, client)
  const status = await ended
  clearTimeout(end)
  const decisive = replies.find((reply) => /^(230|421|530)/m.test(reply)) ?? ''
  return { replies, decisive, status, said: Buffer.concat(said).toString('latin1').trim() }
}

/** Both ends of a loopback connection. */
function connected(): Promise<{ server: Socket; near: Socket }> {
  return new Promise((resolve, reject) => {
    const listener = createServer({ pauseOnConnect: true }, (server) => {
      listener.close()
      resolve({ server, near })
    })
    let near: Socket
    listener.on('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      near = connectTcp(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
      near.on('error', () => undefined)
    })
  })
}

async function talk(
  socket: Socket,
  { login, password, tls }: { login: string; password: string; tls?: boolean },
): Promise<string[]> {
  let line = new Conversation(socket)
  const replies = [await line.reply()]
  if (tls && replies[0]) {
    replies.push(await line.ask('AUTH TLS'))
    line.pause()
    const secure = connectTls({ socket, rejectUnauthorized: false })
    secure.on('error', () => undefined)
    line = new Conversation(secure)
  }
  for (const command of [`USER ${login}`, `PASS ${password}`, 'QUIT']) {
    if (replies.at(-1) === '') break
    const reply = await line.ask(command)
    replies.push(reply)
    // An anonymous session is open after USER.
    if (/^230/m.test(reply) && command.startsWith('USER')) break
  }
  socket.destroy()
  return replies
}

/** Sends commands and waits for whole replies; an empty reply means that the other side has closed. */
class Conversation {
  readonly #socket: Socket
  readonly #receive = (chunk: Buffer) => this.#take(chunk.toString('latin1'))
  #text = ''
  #closed = false
  #waiting: ((reply: string) => void) | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', this.#receive)
    for (const event of ['close', 'end', 'error']) socket.on(event, () => this.#close())
  }

  pause(): void {
    this.#socket.removeListener('data', this.#receive)
  }

  ask(command: string): Promise<string> {
    if (!this.#closed) this.#socket.write(`${command}\r\n`)
    return this.reply()
  }

  reply(): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting = resolve
      this.#take('')
    })
  }

  #take(text: string): void {
    this.#text += text
    // The last line of a reply has a blank behind its number.
    const end = /^\d{3} .*\r?\n/m.exec(this.#text)
    if (end) this.#hand(end.index + end[0].length)
    else if (this.#closed) this.#hand(this.#text.length)
  }

  #hand(length: number): void {
    const waiting = this.#waiting
    if (!waiting) return
    this.#waiting = undefined
    const reply = this.#text.slice(0, length).replace(/\r/g, '').trimEnd()
    this.#text = this.#text.slice(length)
    waiting(reply)
  }

  #close(): void {
    this.#closed = true
    this.#take('')
  }
}
