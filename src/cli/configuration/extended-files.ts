import { relative } from 'node:path'
import { usageFailure } from '../failure.ts'
import { leadsOut, leavesRepository } from '../reading/repository.ts'
import { type ReadFile, readConfigurationFile } from './configuration-file.ts'
import { named } from './statements.ts'

/** Files that extend the same ones over and over make more of them than there are. */
const MOST = 1000

/**
 * A configuration file behind those that it extends: what counts more comes later.
 * @param file absolute
 * @param directory the working directory, to name files relative to it
 * @param repository where the files may lead to, if not anywhere
 * @param within the files that extend this one, outermost first
 */
export function withExtended(
  file: string,
  directory: string,
  repository: string | undefined,
  within: readonly ReadFile[] = [],
): ReadFile[] {
  const read = readConfigurationFile(file, directory)
  const { content, at } = read
  const chain = [...within, read]
  const extended = [content.extends ?? []].flat().flatMap((path, index) => {
    const place = Array.isArray(content.extends) ? at('extends', index) : at('extends')
    const other = named(path, file, place)
    const begin = chain.findIndex((each) => each.file === other)
    if (begin !== -1) {
      const circle = [...chain.slice(begin).map((each) => each.file), other]
      const names = circle.map((each) => relative(directory, each))
      throw usageFailure(`${place}: extends goes round in a circle: ${names.join(' extends ')}`)
    }
    if (repository !== undefined && leadsOut(other, repository))
      throw usageFailure(`${place}: ${path} ${leavesRepository(repository)}`)
    return withExtended(other, directory, repository, chain)
  })
  if (extended.length > MOST) throw usageFailure(`${at('extends')}: more than ${MOST} files are extended`)
  return [...extended, read]
}
