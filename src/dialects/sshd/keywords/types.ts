import type { KEYWORDS } from './table.ts'

/** The canonical name of a keyword that has a value. */
export type Keyword = keyof typeof KEYWORDS

/** The value of a keyword, by its name: `ValueOf<'MaxAuthTries'>` is a number. */
export type ValueOf<K extends Keyword> = K extends keyof Structures
  ? Structures[K]
  : Simple<(typeof KEYWORDS)[K]>

type Simple<Row> = Row extends { kind: 'flag' }
  ? 'yes' | 'no'
  : Row extends { kind: 'enum'; words: infer Words }
    ? Words[keyof Words]
    : Row extends { kind: 'number' }
      ? number
      : Row extends { kind: 'list' }
        ? readonly string[]
        : string

/** The values that are neither words, numbers nor lists. */
export interface Structures {
  ListenAddress: ListenAddresses
  Subsystem: Subsystems
  MaxStartups: Startups
  PerSourceNetBlockSize: Masks
  IPQoS: QualityOfService
  RekeyLimit: RekeyLimit
  PerSourcePenalties: Penalties
}

/** Addresses to listen on; without any, sshd listens on all. */
export type ListenAddresses = { readonly addresses: readonly ListenAddress[] }

export type ListenAddress = {
  /** As written, without brackets and port. */
  readonly host: string
  /** 0 where every Port applies. */
  readonly port: number
  readonly rdomain?: string
}

/** Subsystems by name, in the order of their definition. */
export type Subsystems = { readonly [name: string]: Subsystem }

export type Subsystem = {
  /** The program, or `internal-sftp`. */
  readonly command: string
  /** The program with its arguments, as sshd keeps it. */
  readonly line: string
}

/** Refusal begins at `begin` unauthenticated connections, with `rate` percent, and is total at `full`. */
export type Startups = { readonly begin: number; readonly rate: number; readonly full: number }

/** Lengths of network masks, in bits. */
export type Masks = { readonly ipv4: number; readonly ipv6: number }

/** Names of the classes of service, as sshd prints them. */
export type QualityOfService = { readonly interactive: string; readonly bulk: string }

/** 0 is the default of the cipher, and no limit in time. */
export type RekeyLimit = {
  readonly bytes: number
  readonly seconds: number
  /** The bytes in all their digits, where a number cannot hold them. */
  readonly digits: string
}

/** Times in seconds. */
export type Penalties = {
  readonly enabled: boolean
  readonly crash: number
  readonly authfail: number
  readonly invaliduser: number
  readonly noauth: number
  readonly 'grace-exceeded': number
  readonly refuseconnection: number
  readonly max: number
  readonly min: number
  readonly 'max-sources4': number
  readonly 'max-sources6': number
  readonly overflow: 'permissive' | 'deny-all'
  readonly overflow6: 'permissive' | 'deny-all'
}
