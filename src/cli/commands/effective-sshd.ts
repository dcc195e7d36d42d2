import { answerBytes } from '../../dialects/sshd/index.ts'
import { daemonName } from '../../judgement/daemon-name.ts'
import { isSshd, sshdAnswer } from '../../judgement/sshd-answer.ts'
import { parseConnection } from '../connection.ts'
import type { EffectiveAnswer, EffectiveRequest } from './effective.ts'

/** What `sshd -T`, or with a connection `sshd -T -C`, prints. */
export function effectiveSshd({ tree, connection: specifications, why }: EffectiveRequest): EffectiveAnswer {
  const { config } = tree
  if (!isSshd(config)) throw new Error(`${config.entry} is no configuration of sshd`)
  const isAsked = specifications.length > 0
  const answer = sshdAnswer(tree, config, isAsked ? parseConnection(specifications) : undefined)
  if ('refusal' in answer) return answer
  const { settings, connection } = answer
  const plain = settings.map(({ keyword, value }) => `${keyword} ${value}`)
  const explained = settings.map(({ keyword, value, origins }) => {
    const places = origins.map(({ file, line: number }) => `${file}:${number}`)
    return `${keyword} ${value}  # ${places.length > 0 ? places.join(', ') : `default of ${daemonName(config)}`}\n`
  })
  return {
    text: why ? explained.join('') : answerBytes(config, plain),
    json: {
      version: 1,
      daemon: daemonName(config),
      ...(isAsked && { connection }),
      settings: settings.map(({ keyword, value, origins }) => ({
        keyword,
        value,
        ...(why && { origins }),
      })),
    },
  }
}
