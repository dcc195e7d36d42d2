import { isPureFtpd } from '../../dialects/pure-ftpd/index.ts'
import { daemonName } from '../../judgement/daemon-name.ts'
import { pureFtpdAnswer } from '../../judgement/pure-ftpd-answer.ts'
import { usageFailure } from '../failure.ts'
import type { EffectiveAnswer, EffectiveRequest } from './effective.ts'

/** The option vector that pure-ftpd gets, one option a line. */
export function effectivePureFtpd({ tree, connection, why }: EffectiveRequest): EffectiveAnswer {
  const { config } = tree
  if (!isPureFtpd(config)) throw new Error(`${config.entry} is no configuration of pure-ftpd`)
  if (connection.length > 0) throw usageFailure('pure-ftpd treats all connections alike: -C is for sshd')
  const answer = pureFtpdAnswer(tree, config)
  if ('refusal' in answer) return answer
  const lines = answer.options.map(({ text, file, line }) =>
    why
      ? `${text}  # ${file === undefined ? `added by the ${config.reader} reader` : `${file}:${line ?? 1}`}\n`
      : `${text}\n`,
  )
  return {
    text: lines.join(''),
    json: { version: 1, daemon: daemonName(config), reader: config.reader, options: answer.options },
  }
}
