import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { writtenList } from './algorithm-lists.ts'
import { wordsOf } from './words.ts'

/** Ciphers that authenticate what they encrypt (cipher.c, auth_len above 0). */
const AUTHENTICATED = ['chacha20-poly1305@openssh.com', 'aes128-gcm@openssh.com', 'aes256-gcm@openssh.com']

const macMatters: Quantity = {
  name: 'mac-matters',
  kind: 'flag',
  summary: 'Whether a cipher is offered that needs a MAC',
  reads: ['Ciphers'],
  compute: (view): 'yes' | 'no' | Unknown => {
    const ciphers = wordsOf(view.peek('Ciphers'))
    if (ciphers === UNKNOWN) return UNKNOWN
    return ciphers.some((cipher) => !AUTHENTICATED.includes(cipher)) ? 'yes' : 'no'
  },
}

const idleMacs: Quantity = {
  name: 'macs-idle',
  kind: 'flag',
  summary: 'Whether MACs names some although no cipher needs one',
  reads: ['MACs', 'mac-matters'],
  compute: (view) => {
    const matters = view.peek('mac-matters')
    if (matters === UNKNOWN) return UNKNOWN
    const list = writtenList(view, 'MACs')
    return matters === 'no' && list !== undefined && list.prefix !== '-' ? 'yes' : 'no'
  },
}

/** Whether MACs matter at all. */
export const macs: readonly Quantity[] = [macMatters, idleMacs]
