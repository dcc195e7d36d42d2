import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { matchesPattern } from '../matching/patterns.ts'
import { wordsOf } from './words.ts'

const namesWithCommas: Quantity = {
  name: 'environment-names-with-commas',
  kind: 'list',
  summary: 'Entries of AcceptEnv with a comma, which is an ordinary character there',
  reads: ['AcceptEnv'],
  compute: (view) => {
    const names = wordsOf(view.peek('AcceptEnv'))
    return names === UNKNOWN ? UNKNOWN : names.filter((name) => name.includes(','))
  },
}

/** Variables that change what any program does: the loader, the shell, interpreters. */
const POWERFUL = ['LD_PRELOAD', 'LD_LIBRARY_PATH', 'BASH_ENV', 'ENV', 'PYTHONPATH', 'PERL5LIB', 'PATH']

const powerful: Quantity = {
  name: 'powerful-environment-names',
  kind: 'list',
  summary: 'Entries of AcceptEnv by which a client decides what other programs do',
  reads: ['AcceptEnv'],
  compute: (view) => {
    const names = wordsOf(view.peek('AcceptEnv'))
    if (names === UNKNOWN) return UNKNOWN
    return names.filter((name) => POWERFUL.some((variable) => matchesPattern(variable, name)))
  },
}

/** session.c do_setup_env sets SetEnv last. */
const setAndAccepted: Quantity = {
  name: 'environment-set-and-accepted',
  kind: 'list',
  summary: 'Variables that SetEnv sets and AcceptEnv names literally',
  reads: ['SetEnv', 'AcceptEnv'],
  compute: (view) => {
    const values = wordsOf(view.peek('SetEnv'))
    const accepted = wordsOf(view.peek('AcceptEnv'))
    if (values === UNKNOWN || accepted === UNKNOWN) return UNKNOWN
    return values.map((value) => value.slice(0, value.indexOf('='))).filter((name) => accepted.includes(name))
  },
}

export const environment: readonly Quantity[] = [namesWithCommas, powerful, setAndAccepted]
