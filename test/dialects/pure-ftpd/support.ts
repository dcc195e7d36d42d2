import type { CitedLine, Fact, Value, View } from '../../../src/dialects/dialect.ts'
import { type PureFtpdConfig, pureFtpd } from '../../../src/dialects/pure-ftpd/index.ts'
import { resolvePureFtpd } from '../../../src/dialects/pure-ftpd/resolve.ts'
import { type Host, UNKNOWN, type Unknown } from '../../../src/host/host.ts'
import { memory } from '../../../src/host/memory.ts'

export const CONF = '/etc/pure-ftpd.conf'

/** A configuration of one file, read by the daemon itself. */
export function native(text: string, version = '1.0.54', host = memory({ [CONF]: text })): PureFtpdConfig {
  return resolvePureFtpd(CONF, host, { version, reader: 'native' })
}

/** The effective value of a directive, the lines that make it, and the lines that lost. */
export function effective(config: PureFtpdConfig, keyword: string) {
  const { value, origins, losers } = config.effective(() => false).get(keyword)
  const lineOf = (setting: (typeof origins)[number] | undefined) => setting?.node.position?.start.line
  return {
    value,
    lines: origins.map(lineOf),
    losers: losers.map(({ setting, law, to }) => `${lineOf(setting)} ${law} ${lineOf(to)}`),
  }
}

/** A quantity, and the facts that it reports. */
export function quantity(
  name: string,
  config: PureFtpdConfig,
  host: Host,
): { value: Value | Unknown; facts: Fact[]; lines: CitedLine[] } {
  const facts: Fact[] = []
  const lines: CitedLine[] = []
  const settings = config.effective(() => false)
  const compute = (wanted: string): Value | Unknown => {
    const found = pureFtpd.quantities.get(wanted)
    return found ? found.compute(view) : settings.get(wanted).value
  }
  const view: View = {
    get: compute,
    peek: compute,
    setting: (keyword) => settings.get(keyword),
    peekSetting: (keyword) => settings.get(keyword),
    line: (line) => lines.push(line),
    block: () => undefined,
    guards: { hold: [], fail: [] },
    isSet: (keyword) => settings.get(keyword).origins.length > 0,
    fact: (fact) => facts.push(fact),
    host,
    config,
    account: UNKNOWN,
    parameters: { agentKeys: 5, assumedVersion: false },
  }
  return { value: compute(name), facts, lines }
}
