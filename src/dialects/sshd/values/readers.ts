import type { Syntax } from '../keywords/row.ts'
import { ciphers, gssapiKex, kex, keys, macs, signatures } from './algorithms.ts'
import { authenticationMethods } from './authentication-methods.ts'
import { listenAddress, port } from './listening.ts'
import * as lists from './lists.ts'
import * as paths from './paths.ts'
import { penalties } from './penalties.ts'
import { permissions } from './permissions.ts'
import { qualityOfService } from './quality-of-service.ts'
import type { Reader } from './reading.ts'
import * as simple from './simple.ts'
import * as structures from './structures.ts'
import { subsystem } from './subsystem.ts'

/** The reader for each syntax of the keyword table. */
export const READERS: Readonly<Record<Syntax, Reader>> = {
  flag: simple.words,
  words: simple.words,
  integer: simple.integerValue,
  time: simple.time,
  'time-or-none': simple.timeOrNone,
  port,
  'listen-address': listenAddress,
  octal: simple.octal,
  'bytes-and-time': structures.bytesAndTime,
  path: paths.path,
  'path-or-word': paths.pathOrWord,
  'key-paths': paths.keyPaths,
  paths: paths.paths,
  'tilde-path': paths.tildePath,
  text: simple.text,
  'raw-line': simple.rawLine,
  'raw-command': simple.rawCommand,
  tunnel: simple.tunnel,
  'log-facility': simple.logFacility,
  'log-level': simple.logLevel,
  digest: simple.digest,
  'environment-pattern': simple.environmentPattern,
  'user-patterns': lists.userPatterns,
  'group-patterns': lists.groupPatterns,
  'environment-names': lists.environmentNames,
  'environment-values': lists.environmentValues,
  'log-patterns': lists.logPatterns,
  permissions,
  'authentication-methods': authenticationMethods,
  'channel-timeouts': lists.channelTimeouts,
  'pubkey-options': lists.pubkeyOptions,
  ciphers,
  macs,
  kex,
  'gssapi-kex': gssapiKex,
  keys,
  signatures,
  subsystem,
  startups: structures.startups,
  'startups-or-none': simple.startupsOrNone,
  masks: structures.masks,
  penalties,
  addresses: lists.addresses,
  'quality-of-service': qualityOfService,
  'routing-domain': simple.routingDomain,
  'agent-socket': simple.agentSocket,
  intent: lists.intents,
  anything: simple.anything,
}
