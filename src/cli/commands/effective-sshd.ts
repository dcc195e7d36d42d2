import type { Connection } from '../../dialects/dialect.ts'
import { dump, holds, type SshdConfig } from '../../dialects/sshd/index.ts'
import { isKeyword, nameAt } from '../../dialects/sshd/keywords/lookup.ts'
import { parseConnection, withKnownGroups } from '../connection.ts'
import { daemonName } from '../dialects.ts'
import { lineOf } from '../origin.ts'
import type { Tree } from '../tree.ts'
import type { EffectiveAnswer, EffectiveRequest } from './effective.ts'

/** What `sshd -T`, or with a connection `sshd -T -C`, prints. */
export function effectiveSshd({ tree, connection: specifications, why }: EffectiveRequest): EffectiveAnswer {
  const { config, host } = tree
  if (!isSshd(config)) throw new Error(`${config.entry} is no configuration of sshd`)
  const connection = withKnownGroups(parseConnection(specifications), host)
  const refusal = config.refusal?.messages ?? lateRefusal(config, specifications)
  if (refusal) return { refusal: refusal.map((message) => withNames(message, tree)) }
  const originOf = originFinder(tree, config, connection)
  const settings = dump(config, connection).map((line) => {
    const [, keyword = line, value = ''] = /^(\S+) ?(.*)$/s.exec(line) ?? []
    return { keyword, value, ...(why && { origins: originOf(keyword) }) }
  })
  const lines = settings.map(({ keyword, value, origins }) => {
    const line = `${keyword} ${value}`
    if (!origins) return `${line}\n`
    const places = origins.map(({ file, line: number }) => `${file}:${number}`)
    return `${line}  # ${places.length > 0 ? places.join(', ') : `default of ${daemonName(config)}`}\n`
  })
  return {
    text: lines.join(''),
    json: {
      version: 1,
      daemon: daemonName(config),
      ...(specifications.length > 0 && { connection }),
      settings,
    },
  }
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

function isSshd(config: Tree['config']): config is SshdConfig {
  return config.dialect === 'sshd'
}

/** Up to 8.3, sshd looks at the addresses of Match lines only when a connection comes. */
function lateRefusal(
  { guards }: SshdConfig,
  specifications: readonly string[],
): readonly string[] | undefined {
  if (specifications.length === 0) return undefined
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
