import type { Quantity } from '../../dialect.ts'

/** What follows from several settings of sshd, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map()
