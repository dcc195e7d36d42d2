import type { Kept } from '../kept.ts'
import type { Keyword, ListenAddress } from '../keywords/types.ts'
import { isFields } from '../laws.ts'
import type { Family } from './listen.ts'

/** The addresses that the configuration gives; none where sshd listens on all. */
export function addressesOf(kept: (keyword: Keyword) => Kept): readonly ListenAddress[] {
  const { value } = kept('ListenAddress')
  return isFields(value) && Array.isArray(value.addresses) ? value.addresses : []
}

export function portsOf(kept: (keyword: Keyword) => Kept): readonly number[] {
  const { value } = kept('Port')
  return Array.isArray(value) ? value.map(Number) : []
}

export function familyOf(kept: (keyword: Keyword) => Kept): Family {
  const { value } = kept('AddressFamily')
  return value === 'inet' || value === 'inet6' ? value : 'any'
}
