import { UNKNOWN } from '../../../host/host.ts'
import type { DeadLine } from './dead-lines.ts'

/** Who gets in, and what an account may do: the values of such keywords from strict to lax. */
const STRICT_FIRST: Readonly<Record<string, readonly string[]>> = {
  PasswordAuthentication: ['no', 'yes'],
  PermitRootLogin: ['no', 'forced-commands-only', 'prohibit-password', 'yes'],
  PermitEmptyPasswords: ['no', 'yes'],
  HostbasedAuthentication: ['no', 'yes'],
  PermitUserEnvironment: ['no', 'yes'],
  DisableForwarding: ['yes', 'no'],
  StrictModes: ['yes', 'no'],
}

/** Keywords that confine, or demand, with any value but this one. */
const LAX: Readonly<Record<string, string>> = {
  AuthenticationMethods: 'any',
  ChrootDirectory: 'none',
  ForceCommand: 'none',
}

/** Whether a line without effect promises more safety than what wins gives: the promise is then certainly void. */
export function losesPromise({ setting, winners }: DeadLine): boolean {
  const { keyword } = setting
  const lost = textOf(setting.value)
  const won = winners.map(({ value }) => textOf(value))
  if (lost === undefined || won.length === 0) return false
  const order = STRICT_FIRST[keyword]
  if (order) return order.includes(lost) && won.every((value) => rank(order, value) > order.indexOf(lost))
  const lax = LAX[keyword]
  return lax !== undefined && lost !== lax && won.every((value) => value === lax)
}

function rank(order: readonly string[], value: string | undefined): number {
  return value === undefined ? -1 : order.indexOf(value)
}

function textOf(value: DeadLine['setting']['value']): string | undefined {
  if (value === UNKNOWN) return undefined
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : undefined
}
