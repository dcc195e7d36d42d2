import { existsSync } from 'node:fs'
import type { DialectName } from '../../dialects/dialect.ts'
import { type Host, isFailure } from '../../host/host.ts'
import { live } from '../../host/live.ts'
import { normalize } from '../../host/path.ts'
import type { SnapshotFile } from '../../host/snapshot.ts'
import { inputFailure } from '../failure.ts'
import type { Input } from './input.ts'
import { releaseName } from './installed.ts'

/** `FILE:/etc/ssh/sshd_config` names one configuration of a snapshot. */
const ONE_OF_SNAPSHOT = /^(?<file>.+?):(?<place>\/.*)$/s

/** The file and the place in it, where a path of the command line names one configuration of a snapshot. */
export function partOfSnapshot(path: string): { file: string; place: string } | undefined {
  const { file, place } = ONE_OF_SNAPSHOT.exec(path)?.groups ?? {}
  if (file === undefined || place === undefined || existsSync(path) || !existsSync(file)) return undefined
  return { file, place: normalize(place) }
}

/**
 * The configurations of a snapshot, recognised by its content; `undefined` where the input is none.
 * @param file where it stands, absolute
 * @param given the name for people
 * @param only the one configuration that is asked for, which need not be among those that the snapshot lists
 */
export async function inputsInSnapshot(
  file: string,
  given: string,
  { bytes, only }: { bytes?: Uint8Array; only?: string } = {},
): Promise<Input[] | undefined> {
  const content = bytes ?? beginsLikeSnapshot(file)
  if (content === undefined) return undefined
  const text = new TextDecoder().decode(content)
  const [{ looksLikeSnapshot, parseSnapshot }, { isFault }, { hostOfSnapshot }] = await Promise.all([
    import('../../host/parse-snapshot.ts'),
    import('../../host/schema-fault.ts'),
    import('../../host/snapshot.ts'),
  ])
  if (!looksLikeSnapshot(text)) return undefined
  const snapshot = parseSnapshot(text)
  if (isFault(snapshot)) {
    const where = snapshot.where === '' ? '' : `${snapshot.where}: `
    throw inputFailure(`${given}:${snapshot.line}: ${where}${snapshot.message}`)
  }
  const configurations = only === undefined ? snapshot.configurations : [only]
  return inputsOf({ ...snapshot, configurations }, file, hostOfSnapshot(snapshot))
}

/**
 * The configurations of a snapshot, as inputs.
 * @param file where it stands, absolute
 * @param host the files and facts in it
 */
export async function inputsOf(snapshot: SnapshotFile, file: string, host: Host): Promise<Input[]> {
  const versions = await versionsOf(snapshot)
  return snapshot.configurations.map((path) => ({
    path: file,
    absolute: true,
    snapshot: { name: snapshot.host, host, path: normalize(path), versions },
  }))
}

const OPENING_BRACE = 0x7b

/** The bytes of a file that may be a snapshot: one that begins with a brace, maybe behind white space or a mark. */
function beginsLikeSnapshot(file: string): Uint8Array | undefined {
  const content = live({ accounts: false }).read(file)
  if (isFailure(content)) return undefined
  const first = content.find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf].includes(byte))
  return first === OPENING_BRACE ? content : undefined
}

/** The distribution counts where its daemon is the installed one. */
async function versionsOf({
  versions = {},
  system = {},
}: SnapshotFile): Promise<Partial<Record<DialectName, string>>> {
  const { sshd, 'pure-ftpd': pureFtpd } = versions
  return {
    ...(sshd !== undefined && { sshd: (await releaseName(sshd, system)) ?? sshd }),
    ...(pureFtpd !== undefined && { 'pure-ftpd': pureFtpd }),
  }
}
