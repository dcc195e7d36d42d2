import type { ReadFailure } from './host.ts'

/** An input cannot be read or analysed; the message says why, in words for people. */
export class Unreadable extends Error {}

/**
 * Whoever runs conflint may not read what the daemon, which root starts, may well read.
 * @throws Unreadable where that is why an answer failed: nothing follows for the daemon from it
 */
export function demandPermission({ failure, reason }: ReadFailure): void {
  if (failure === 'denied') throw new Unreadable(reason)
}
