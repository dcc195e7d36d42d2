// `npm run sbom`: what the built package and the executables hold, as CycloneDX, on standard output: the packages whose
// code is bundled, and those that npm installs beside conflint. What only the development takes is left out.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const notices = readFileSync(join(repository, 'dist/THIRD-PARTY-LICENCES.txt'), 'utf8')
const bundled = new Set(
  [...notices.matchAll(/^(\S+) (\d\S*) \(.+\)$/gm)].map(([, name, version]) => `${name}@${version}`),
)

const all = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  }),
)
const isDevelopment = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')
const components = all.components
  .filter((component) => bundled.has(`${component.name}@${component.version}`) || !isDevelopment(component))
  .map(({ properties: _, ...component }) => ({ ...component, scope: 'required' }))
const there = new Set([
  all.metadata.component['bom-ref'],
  ...components.map((component) => component['bom-ref']),
])
const dependencies = all.dependencies
  .filter(({ ref }) => there.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => there.has(other)) }))
const component = { ...all.metadata.component, name: 'conflint', type: 'application' }
const metadata = { ...all.metadata, component }
process.stdout.write(`${JSON.stringify({ ...all, metadata, components, dependencies }, null, 2)}\n`)
