import type { LawOfTheFile } from '../laws.ts'

/** The laws of sshd_config that need more than one file's lines: found by looking at all connections. */
export const laws: readonly LawOfTheFile[] = []
