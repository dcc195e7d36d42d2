import { type Host, isFailure } from '../../../host/host.ts'
import type { Directive } from '../../../syntax/nodes.ts'
import { printLine } from '../../../syntax/print.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import { ConfigurationText } from '../../configuration-text.ts'
import type { Place, Problem } from '../../dialect.ts'
import { directiveInAnyCase } from '../directives.ts'
import { entryFailure } from '../native/problems.ts'
import type { Option, PureFtpdSource, Reading, ReadLine } from '../reading.ts'
import { isTemplated } from '../templates.ts'
import { ignoredLine } from './ignored.ts'
import { matchPerl } from './perl.ts'
import { matchPython } from './python.ts'
import type { ScriptMatch } from './script-match.ts'

/** Reads a file as pure-config.pl or pure-config.py do, up to 1.0.43; panels still install them. */
export function readByScript(script: 'perl' | 'python', entry: string, host: Host): Reading {
  const read = new ConfigurationText().read(entry, host)
  if (isFailure(read)) {
    const problem = entryFailure(entry, read)
    return {
      sources: [],
      lines: [],
      options: [],
      problems: [problem],
      refusal: { stage: 'file', words: problem.daemon ?? '' },
    }
  }
  const { text, encoding } = read
  const source: PureFtpdSource = {
    path: entry,
    text,
    encoding,
    root: parsePureFtpd(text, { grammar: 'script' }),
  }
  const match = script === 'perl' ? matchPerl : matchPython
  const lines: ReadLine[] = []
  const options: Option[] = []
  const problems: Problem[] = []
  for (const node of source.root.children) {
    if (node.type !== 'directive') continue
    const place = { source, node }
    const line = printLine(node)
    const matches = match(line)
    for (const found of matches) {
      // A word without its option, or a back end without its name, means nothing to the daemon.
      if (found.letter === '' || found.argument?.startsWith(':/')) {
        options.push({ ...option(found), place })
        continue
      }
      const read = readLine(place, found)
      lines.push(read)
      options.push({ ...option(found), line: read })
    }
    if (matches.length > 0 || isTemplated(line)) continue
    const off = switchedOff(place)
    if (off) lines.push(off)
    else problems.push(...ignoredLine(place, line, script))
  }
  return { sources: [source], lines, options, problems }
}

function option({ letter, argument, text }: ScriptMatch): Option {
  return { letter, text, ...(argument !== undefined && { argument }) }
}

function readLine(place: Place, { row, value }: ScriptMatch): ReadLine {
  const templated = value !== undefined && isTemplated(value)
  return {
    ...place,
    row,
    text: value ?? 'yes',
    state: templated ? 'templated' : 'option',
    ...(value !== undefined && { argument: value }),
  }
}

/** A switch that is not on; the scripts know no word for off and ignore the line, which comes to the same. */
function switchedOff(place: { source: PureFtpdSource; node: Directive }): ReadLine | undefined {
  const { node } = place
  const row = directiveInAnyCase(node.keyword)
  const value = node.children[0]?.value ?? ''
  if (row?.kind !== 'flag' || !/^(no|off|false|0)\b/i.test(value)) return undefined
  return { ...place, row, text: value, state: 'off' }
}
