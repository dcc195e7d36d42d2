import { type Relations, relationsOf } from '../../../classes/relations.ts'
import { memory } from '../../../host/memory.ts'
import type { LawOfTheFile } from '../laws.ts'
import { anyAfterMethods } from './any-after-methods.ts'
import { hostsAsAddresses } from './hosts-as-addresses.ts'
import { shadowedSettings } from './shadowed-settings.ts'
import { unreachableMatches } from './unreachable-matches.ts'

/** Lines and blocks that no connection ever gets. What is dead only for the accounts of today is not: accounts come and go. */
export const lawsOfConnections: LawOfTheFile = (config) => {
  let prepared: Relations | undefined
  const meant = hostsAsAddresses(config)
  const relations = (): Relations => {
    prepared ??= relationsOf(config.guards, memory({}), meant)
    return prepared
  }
  return [
    ...shadowedSettings(config, relations),
    ...unreachableMatches(config, relations, meant),
    ...anyAfterMethods(config),
  ]
}
