import { describe, expect, test } from 'vitest'
import { resolve } from '../../../../src/dialects/sshd/resolve.ts'
import { memory } from '../../../../src/host/memory.ts'
import { rangeOf } from '../../../../src/rules/evidence.ts'
import { lawsOfConnections } from '../../../../src/rules/laws/sshd/connections.ts'

const main = '/etc/ssh/sshd_config'

/** All that the laws say, as `rule line: message`. */
function told(text: string, files: Record<string, string> = {}, version?: string): string[] {
  const host = memory({ [main]: text, ...files })
  const config = resolve(main, host, version === undefined ? {} : { version })
  return lawsOfConnections(config, host).map(
    (problem) => `${problem.rule} ${rangeOf(problem).start.line}: ${problem.message}`,
  )
}

describe('a setting that no connection gets', () => {
  test('the first of two global lines wins', () => {
    expect(told('PermitRootLogin no\nPort 22\nPermitRootLogin yes\n')).toEqual([
      'sshd/shadowed-setting 3: PermitRootLogin yes has no effect: the first PermitRootLogin counts, which is "no" in line 1; remove one of the lines.',
    ])
  })

  test('a drop-in wins against the file that includes it', () => {
    const files = { '/etc/ssh/sshd_config.d/50-cloud-init.conf': 'PasswordAuthentication yes\n' }
    expect(told('Include sshd_config.d/*.conf\nPasswordAuthentication no\n', files)).toEqual([
      'sshd/shadowed-setting 2: PasswordAuthentication no has no effect: the first PasswordAuthentication counts, which is "yes" in line 1 of /etc/ssh/sshd_config.d/50-cloud-init.conf; remove one of the lines.',
    ])
  })

  test('a drop-in that replaces what the distribution ships does what drop-ins are for', () => {
    const files = { '/etc/ssh/sshd_config.d/local.conf': 'X11Forwarding no\nPrintMotd yes\n' }
    expect(told('Include sshd_config.d/*.conf\nX11Forwarding yes\nPrintMotd no\n', files)).toEqual([])
  })

  test('so does one that replaces what a file of the distribution says', () => {
    const files = {
      '/etc/ssh/sshd_config.d/10-local.conf': 'X11Forwarding no\nUsePAM no\n',
      '/etc/ssh/sshd_config.d/50-redhat.conf': 'X11Forwarding yes\nUsePAM yes\n',
    }
    expect(told('Include sshd_config.d/*.conf\n', files)).toEqual([])
  })

  test.each([
    [
      'KbdInteractiveAuthentication yes\n',
      'KbdInteractiveAuthentication no\n',
      'sshd/shadowed-setting 1: KbdInteractiveAuthentication no has no effect: the first KbdInteractiveAuthentication counts, which is "yes" in line 1 of /etc/ssh/sshd_config.d/10-a.conf; remove one of the lines.',
    ],
    [
      'UsePAM no\n',
      'UsePAM yes\n',
      'sshd/shadowed-setting 1: UsePAM yes has no effect: the first UsePAM counts, which is "no" in line 1 of /etc/ssh/sshd_config.d/10-a.conf; remove one of the lines.',
    ],
  ])('what an administrator wrote is no stock line: %j before %j', (first, second, expected) => {
    const files = {
      '/etc/ssh/sshd_config.d/10-a.conf': first,
      '/etc/ssh/sshd_config.d/20-b.conf': second,
    }
    expect(told('Include sshd_config.d/*.conf\n', files)).toEqual([expected])
  })

  test.each([
    [
      'Match Group staff\nKbdInteractiveAuthentication yes\n',
      'Match Group staff\nKbdInteractiveAuthentication no\n',
      'KbdInteractiveAuthentication',
    ],
    [
      'Match Address 10.0.0.0/8\nX11Forwarding no\n',
      'Match Address 10.1.0.0/16\nX11Forwarding yes\n',
      'X11Forwarding',
    ],
  ])('no distribution ships a block: %j before %j', (first, second, keyword) => {
    const files = { '/etc/ssh/sshd_config.d/10-a.conf': first }
    expect(told(`Include sshd_config.d/*.conf\n${second}`, files)).toEqual([
      `sshd/covered-match 2: Nothing in this block has an effect: every connection that it applies to already has ${keyword} from earlier blocks (line 2 of /etc/ssh/sshd_config.d/10-a.conf); move the block up, or remove it.`,
    ])
  })

  test('the same value twice is no contradiction', () => {
    expect(told('PermitRootLogin no\nPermitRootLogin no\n')).toEqual([])
    expect(
      told('AuthorizedKeysFile .ssh/authorized_keys\nAuthorizedKeysFile %h/.ssh/authorized_keys\n'),
    ).toEqual([])
  })

  test('lines that add up shadow nothing', () => {
    expect(told('AllowUsers a\nAllowUsers b\nAcceptEnv LANG\nPort 22\nPort 2222\n')).toEqual([])
  })

  test('a block overrides a global line for its own connections only', () => {
    expect(told('PermitRootLogin no\nMatch Address 10.0.0.0/8\n  PermitRootLogin yes\n')).toEqual([])
  })

  test('Match all overrides a global line for everybody', () => {
    expect(told('PermitRootLogin no\nMatch all\n  PermitRootLogin yes\n')).toEqual([
      'sshd/shadowed-setting 1: PermitRootLogin no has no effect: Match blocks override it for every connection, with "yes" in line 3; put the value there, or remove the line.',
    ])
  })

  test('so do blocks that everybody falls into one of', () => {
    const text =
      'X11Forwarding no\nMatch Address 0.0.0.0/0\nX11Forwarding yes\nMatch Address ::/0\nX11Forwarding yes\n'
    expect(told(text)).toEqual([
      'sshd/shadowed-setting 1: X11Forwarding no has no effect: Match blocks override it for every connection, with "yes" in line 3, "yes" in line 5; put the value there, or remove the line.',
    ])
  })

  test('groups do not: users that do not exist are in none', () => {
    expect(told('X11Forwarding no\nMatch Group *\nX11Forwarding yes\n')).toEqual([])
  })

  test('keywords that only count at startup are not overridden', () => {
    expect(told('LoginGraceTime 30\nMatch all\nLoginGraceTime 60\n')).toEqual([
      'sshd/shadowed-setting 3: LoginGraceTime 60 has no effect: the first LoginGraceTime counts, which is "30" in line 1; remove one of the lines.',
    ])
  })

  test('within one block', () => {
    expect(told('Match User bob\n  X11Forwarding no\n  MaxSessions 3\n  X11Forwarding yes\n')).toEqual([
      'sshd/shadowed-setting 4: X11Forwarding yes has no effect: the first X11Forwarding counts, which is "no" in line 2; remove one of the lines.',
    ])
  })

  test('one line of a block that earlier blocks cover', () => {
    const text = 'Match User a*\n  X11Forwarding no\nMatch User alice\n  X11Forwarding yes\n  MaxSessions 3\n'
    expect(told(text)).toEqual([
      'sshd/shadowed-setting 4: X11Forwarding yes has no effect: every connection of its block gets "no" in line 2 from another block that wins; move the block, or remove the line.',
    ])
  })

  test('where the last line counted', () => {
    expect(told('StreamLocalBindMask 0177\nStreamLocalBindMask 0111\n', {}, '9.2')).toEqual([
      'sshd/shadowed-setting 1: StreamLocalBindMask 0177 has no effect: the last StreamLocalBindMask counts, which is "0111" in line 2; remove one of the lines.',
    ])
  })

  test('a branch of a template is no second value', () => {
    expect(told('{% if x %}\nPermitRootLogin no\n{% else %}\nPermitRootLogin yes\n{% endif %}\n')).toEqual([])
  })
})

describe('a block that earlier ones cover', () => {
  test('a network behind the one that it lies in', () => {
    const text = 'Match Address 10.0.0.0/8\n  PermitTTY no\nMatch Address 10.1.0.0/16\n  PermitTTY yes\n'
    expect(told(text)).toEqual([
      'sshd/covered-match 3: Nothing in this block has an effect: every connection that it applies to already has PermitTTY from earlier blocks (line 2); move the block up, or remove it.',
    ])
  })

  test('several blocks together', () => {
    const text = `Match User alice
PermitTTY no
Match User *,!alice
PermitTTY no
Match LocalPort 22
PermitTTY yes
`
    expect(told(text)).toEqual([
      'sshd/covered-match 5: Nothing in this block has an effect: every connection that it applies to already has PermitTTY from earlier blocks (line 2, line 4); move the block up, or remove it.',
    ])
  })

  test('not where a group may have other members', () => {
    expect(told('Match Group a\nPermitTTY no\nMatch User bob\nPermitTTY yes\n')).toEqual([])
  })

  test('not where it sets one thing more', () => {
    const text = 'Match User *\nPermitTTY no\nMatch User bob\nPermitTTY yes\nAcceptEnv LANG\n'
    expect(told(text).map((line) => line.split(':')[0])).toEqual(['sshd/shadowed-setting 4'])
  })
})

describe('a block that never holds', () => {
  const reasonOf = (match: string) => told(`Match ${match}\n  PermitTTY no\n`)

  test.each([
    ['User !root', 'User !root only excludes; put "*," before what it excludes'],
    ['User alice User bob', 'User alice and User bob exclude each other'],
    ['User alice,!a*', 'User alice,!a* excludes all that it includes'],
    ['Group *,!* User a', 'Group *,!* excludes all that it includes'],
    [
      'Address 10.0.0.0/255.0.0.0',
      'Address 10.0.0.0/255.0.0.0 holds no network that sshd can read: it compares "10.0.0.0/255.0.0.0" as text, and no address fits; write it as ADDRESS/LENGTH',
    ],
    [
      'Address 10.0.0.0/8 Address 192.168.0.0/16',
      'Address 10.0.0.0/8 and Address 192.168.0.0/16 exclude each other',
    ],
    ['LocalPort 22 LocalPort 2222', 'LocalPort 22 and LocalPort 2222 exclude each other'],
    ['Invalid-User Group wheel', 'Invalid-User and Group wheel exclude each other'],
    ['User a*,b* User a*,c* User b*,c*', 'User a*,b* and User a*,c* and User b*,c* exclude each other'],
  ])('Match %s', (match, reason) => {
    expect(reasonOf(match)).toEqual([
      `sshd/unreachable-match 1: No connection ever gets what this block sets: ${reason}.`,
    ])
  })

  test.each([
    'User *,!root',
    'Group a Group b',
    'Address 10.*',
    'Address *,!10.0.0.0/8',
    'Invalid-User User root',
    'all',
    'RDomain *',
    'User {{ user }}',
  ])('Match %s may hold', (match) => {
    expect(reasonOf(match)).toEqual([])
  })

  test('within a file that is included under a block that never holds, only that block is told', () => {
    const files = { '/etc/ssh/more.conf': 'PermitTTY no\nMatch User bob\nPermitTTY yes\n' }
    expect(told('Match User !root\nInclude more.conf\n', files).map((line) => line.split(':')[0])).toEqual([
      'sshd/unreachable-match 1',
    ])
  })

  test('an included block that never holds, under a block for everybody', () => {
    const files = { '/etc/ssh/more.conf': 'Match Group !x\nPermitTTY no\n' }
    expect(told('Match all\nInclude more.conf\n', files)).toEqual([
      'sshd/unreachable-match 1: No connection ever gets what this block sets: Group !x only excludes; put "*," before what it excludes.',
    ])
  })

  test('an included block that excludes the one around it', () => {
    const files = { '/etc/ssh/more.conf': 'Match User bob\nPermitTTY yes\n' }
    expect(told('Match User alice\nInclude more.conf\n', files)).toEqual([
      'sshd/unreachable-match 1: No connection ever gets what this block sets: User alice and User bob exclude each other.',
    ])
  })
})
