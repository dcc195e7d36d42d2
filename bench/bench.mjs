// `npm run bench`, or `npm run bench -- growth corpus`: how long conflint takes, as ratios that mean something on
// another machine, each beside its target. CONFLINT_RUNS says how often each command runs (11), CONFLINT_SHARED
// where the corpus is.
import { existsSync } from 'node:fs'
import { conflint } from './commands.mjs'

/** One file each, `NAME.mjs`, which exports a function that measures and prints. */
const sections = ['start-up', 'growth', 'corpus', 'hosts']

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !sections.includes(name))
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}; there are ${sections.join(', ')}`)
  process.exit(2)
}
if (!existsSync(conflint)) {
  console.error('dist/conflint.js is not there: npm run build makes it')
  process.exit(2)
}
for (const name of wanted.length > 0 ? wanted : sections) {
  const { measure } = await import(`./${name}.mjs`)
  await measure()
}
