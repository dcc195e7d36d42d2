import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The licences of the packages that a bundle holds, which want to be handed on with it.
 * @param modules paths of all modules in it
 */
export function licences(modules) {
  const packages = new Map()
  for (const module of modules) {
    const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(module.replaceAll('\\', '/')) ?? []
    if (folder === undefined || packages.has(folder)) continue
    packages.set(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  }
  const parts = [...packages].map(
    ([folder, { name, version, license }]) => `${name} ${version} (${license})\n\n${textIn(folder, name)}\n`,
  )
  // A package may be there twice.
  const each = [...new Set(parts)].sort()
  return `conflint holds code of the packages below.\n\n${each.join(`\n${'-'.repeat(80)}\n\n`)}`
}

function textIn(folder, name) {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
  if (file === undefined) throw new Error(`${name} has no file with its licence`)
  return readFileSync(join(folder, file), 'utf8').trim()
}
