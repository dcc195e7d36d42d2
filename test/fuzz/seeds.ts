import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { builtinDocuments } from '../../src/rules/builtin.ts'
import { hasShared, inShared } from '../shared.ts'

const repository = join(import.meta.dirname, '../..')

function filesBelow(directory: string, largest = 20_000): Uint8Array[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(directory, name),
  )
  return names
    .filter((name) => statSync(name).isFile() && statSync(name).size < largest)
    .map((name) => readFileSync(name))
}

const documents = await builtinDocuments()

/** The examples of the rules of one daemon: small, and each has something in it. */
const examplesFor = (daemon: string) =>
  documents
    .filter(({ id }) => id.startsWith(`${daemon}/`))
    .flatMap(({ examples }) =>
      examples.flatMap((example) => ('bad' in example ? example.bad : 'good' in example ? example.good : [])),
    )
    .filter((text) => typeof text === 'string')
    .map((text) => new TextEncoder().encode(text))

const corpus = (folder: string) => (hasShared ? filesBelow(inShared('corpus', folder)) : [])

export const sshdSeeds = [
  ...examplesFor('sshd'),
  ...corpus('sshd'),
  ...corpus('sshd-dropin'),
  ...corpus('template'),
]
export const pureFtpdSeeds = [...examplesFor('pure-ftpd'), ...corpus('pureftpd')]
export const passwdSeeds = [
  'anna:$6$salt$hash:1001:1001::/srv/ftp/anna/./:10:20:30:40:5:6:7:8::10.0.0.0/8::0900-1800:x\n',
  ...corpus('passwd').map((bytes) => new TextDecoder().decode(bytes)),
]
export const ruleSeeds = filesBelow(join(repository, 'rules')).map((bytes) => new TextDecoder().decode(bytes))

export const sshdWords = [
  ...sshd.keywords.keys(),
  'Include',
  'Match',
  'Match User',
  'Match Group',
  'Match Address',
  'Match all',
  'Match Host',
  '\nMatch ',
  '\nInclude /etc/ssh/',
  'internal-sftp',
  '# conflint-ignore sshd/*: x\n',
  '# conflint: intent key-only\n',
]
export const pureFtpdWords = [...pureFtpd.keywords.keys(), '# conflint-ignore pure-ftpd/*: x\n']
