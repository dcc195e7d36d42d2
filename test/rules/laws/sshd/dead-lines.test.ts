import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectionClasses } from '../../../../src/classes/classes.ts'
import { relationsOf } from '../../../../src/classes/relations.ts'
import { resolve } from '../../../../src/dialects/sshd/resolve.ts'
import { memory } from '../../../../src/host/memory.ts'
import { deadLines } from '../../../../src/rules/laws/sshd/dead-lines.ts'
import { cases, someGuards } from '../../../classes/universe.ts'

const main = '/etc/ssh/sshd_config'
/** Keywords of several laws of precedence, at 9.2: first, last, in parts, only at startup. */
const setting = fc.constantFrom(
  ...['X11Forwarding yes', 'X11Forwarding no', 'MaxSessions 3', 'MaxSessions 5', 'LoginGraceTime 30'],
  ...['StreamLocalBindMask 0111', 'StreamLocalBindMask 0177', 'RekeyLimit 1G', 'RekeyLimit default 1h'],
  ...['AuthorizedPrincipalsCommand /a', 'AuthorizedPrincipalsCommand none'],
)
const inBlocks = setting.filter((line) => !line.startsWith('LoginGraceTime'))

test(
  'a line is dead exactly where it is no origin of what any class of connections gets',
  () => {
    const configuration = someGuards(5).chain(({ guards }) =>
      fc.record({
        global: fc.array(setting, { maxLength: 4 }),
        blocks: fc.tuple(
          ...guards.map(({ text }) =>
            fc
              .tuple(
                fc.constant(`Match ${text.join(' ')}`),
                fc.array(inBlocks, { minLength: 1, maxLength: 3 }),
              )
              .map(([match, lines]) => [match, ...lines]),
          ),
        ),
      }),
    )
    fc.assert(
      fc.property(configuration, ({ global, blocks }) => {
        const host = memory({ [main]: [...global, ...blocks.flat()].join('\n') })
        const config = resolve(main, host, { version: '9.2' })
        const dead = deadLines(config, () => relationsOf(config.guards, host))
        const { classes, complete } = connectionClasses(config.guards, host)
        expect(complete).toBe(true)
        const alive = new Set(
          classes.flatMap(({ holds }) => {
            const effective = config.effective((guard) => holds.has(guard))
            return config.settings.filter((line) => effective.get(line.keyword).origins.includes(line))
          }),
        )
        const reachable = new Set(classes.flatMap(({ holds }) => [...holds]))
        const expected = config.settings.filter(
          (line) => !alive.has(line) && (!line.guard || reachable.has(line.guard)),
        )
        const settings = dead.map((line) => line.setting)
        expect(config.settings.filter((line) => settings.includes(line))).toEqual(expected)
        for (const { winners } of dead) expect(winners.length).toBeGreaterThan(0)
      }),
      { numRuns: cases / 4 },
    )
  },
  60_000 + cases * 30,
)
