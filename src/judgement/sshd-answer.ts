import type { Connection } from '../dialects/dialect.ts'
import { connectionRefusal } from '../dialects/sshd/checks/connection.ts'
import { connectionFor, dump, holds, type SshdConfig } from '../dialects/sshd/index.ts'
import { isKeyword, nameAt } from '../dialects/sshd/keywords/lookup.ts'
import { withKnownGroups } from './known-groups.ts'
import { type Line, lineOf } from './line.ts'
import type { Tree } from './tree.ts'

/** One line of `sshd -T`, and the lines of the configuration that it comes from; none where it is a default. */
export interface PrintedSetting {
  keyword: string
  value: string
  origins: readonly Omit<Line, 'text'>[]
}

/** What `sshd -T` prints, or with a connection `sshd -T -C …`; or the words with which sshd refuses the file. */
export type SshdAnswer =
  | { settings: readonly PrintedSetting[]; connection: Connection }
  | { refusal: readonly string[] }

export function sshdAnswer(tree: Tree, config: SshdConfig, asked: Connection | undefined): SshdAnswer {
  const connection = withKnownGroups(asked ?? {}, tree.host)
  const own = connectionFor(config, connection)
  const refusal =
    config.refusal?.messages ??
    (asked && (lateRefusal(config) ?? connectionRefusal(config, own, true)?.messages))
  if (refusal) return { refusal: refusal.map((message) => withNames(message, tree)) }
  const originsOf = originFinder(tree, config, own)
  const settings = dump(config, own).map((line) => {
    const [, keyword = line, value = ''] = /^(\S+) ?(.*)$/s.exec(line) ?? []
    return { keyword, value, origins: originsOf(keyword) }
  })
  return { settings, connection }
}

export function isSshd(config: Tree['config']): config is SshdConfig {
  return config.dialect === 'sshd'
}

/** sshd names files as it was given them. */
function withNames(message: string, { config, shown }: Tree): string {
  return config.sources.reduce(
    (text, { path }) =>
      text
        .replaceAll(`${path}: `, () => `${shown(path)}: `)
        .replaceAll(`${path} line `, () => `${shown(path)} line `),
    message,
  )
}

/** Up to 8.3, sshd looks at the addresses of Match lines only when a connection comes. */
function lateRefusal({ guards }: SshdConfig): readonly string[] | undefined {
  return guards.map(({ late }) => late).find((messages) => messages.length > 0)
}

/** The lines that give a keyword its value, by the name under which sshd prints it. */
function originFinder(tree: Tree, config: SshdConfig, connection: Connection) {
  const effective = config.effective((guard) => holds(guard, connection))
  const printed = new Map(
    [...tree.dialect.keywords.keys()].map((keyword) => [printedName(keyword, config), keyword]),
  )
  return (name: string) => {
    const keyword = printed.get(name.toLowerCase())
    if (keyword === undefined) return []
    return effective.get(keyword).origins.map((setting) => {
      const { file, line, match } = lineOf(setting, tree)
      return { file, line, ...(match && { match }) }
    })
  }
}

function printedName(keyword: string, { target }: SshdConfig): string {
  return (isKeyword(keyword) ? nameAt(keyword, target.release) : keyword).toLowerCase()
}
