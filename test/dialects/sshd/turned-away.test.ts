import { expect, test } from 'vitest'
import { resolve, sshd } from '../../../src/dialects/sshd/index.ts'
import { memory } from '../../../src/host/memory.ts'

const entry = '/etc/ssh/sshd_config'

/** The blocks of a configuration that are for nobody who is let in. */
function blocksForNobody(text: string): string[] {
  const host = memory({ [entry]: text })
  const found = sshd.turnedAway?.(resolve(entry, host, { version: '10.6' }))
  return found?.blocks.map((guard) => guard.text.join(' ')) ?? []
}

test.each([
  ['a user whom AllowUsers does not name', 'AllowUsers deploy\nMatch User bob\n PermitTTY no', ['User bob']],
  [
    'users who are all denied',
    'DenyUsers ext-* bob\nMatch User bob,ext-a*\n PermitTTY no',
    ['User bob,ext-a*'],
  ],
  [
    'a group that is denied',
    'DenyGroups contr*\nMatch Group contractors\n PermitTTY no',
    ['Group contractors'],
  ],
  ['by the list of the block', 'Match User bob\n DenyUsers bob\n PermitTTY no', ['User bob']],
  ['one of the users is let in', 'AllowUsers carol\nMatch User bob,carol\n PermitTTY no', []],
  ['denied from one address only', 'DenyUsers bob@192.0.2.1\nMatch User bob\n PermitTTY no', []],
  ['a group whose members may be in another', 'AllowGroups staff\nMatch Group sftp\n PermitTTY no', []],
  ['names that no list can tell', 'AllowUsers a*\nMatch User *b\n PermitTTY no', []],
  [
    'a list elsewhere may let him in',
    'AllowUsers a\nMatch Address 10.0.0.0/8\n AllowUsers bob\nMatch User bob\n PermitTTY no',
    [],
  ],
  [
    'a list elsewhere is for somebody else',
    'AllowUsers a\nMatch User carol\n AllowUsers carol\nMatch User bob\n PermitTTY no',
    ['User bob'],
  ],
  ['denied from every host', 'DenyUsers b*@*\nMatch User bo*\n PermitTTY no', ['User bo*']],
  [
    'RefuseConnection closes the block',
    'RefuseConnection no\nMatch User bob\n RefuseConnection yes',
    ['User bob'],
  ],
  [
    'another block may open it again',
    'Match Address 10.0.0.0/8\n RefuseConnection no\nMatch User bob\n RefuseConnection yes',
    [],
  ],
  ['it closes a block for everybody: that is told', 'Match User *\n RefuseConnection yes', []],
  ['no lists', 'Match User bob\n PermitTTY no', []],
])('%s', (_, text, blocks) => {
  expect(blocksForNobody(text)).toEqual(blocks)
})
