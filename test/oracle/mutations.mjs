/**
 * Mistakes that somebody could make in what conflint knows of sshd, one at a time. The answers of real daemons
 * must catch each of them: `node scripts/mutations.mjs` tries.
 *
 * `from` stands exactly once in the file, and `to` is put in its place.
 *
 * @type {readonly { knowledge: string, mistake: string, file: string, from: string, to: string }[]}
 */
export const MUTATIONS = [
  ...inTable('default', [
    ['MaxStartups ends at 60', "    default: '10:30:100',", "    default: '10:30:60',"],
    [
      'MaxSessions is 8',
      "MaxSessions: {\n    ...NUMBER,\n    default: '10'",
      "MaxSessions: {\n    ...NUMBER,\n    default: '8'",
    ],
    [
      'IPQoS is the new one before 10.1 too',
      "{ until: '10.1', default: 'af21 cs1' }",
      "{ until: '9.6', default: 'af21 cs1' }",
    ],
    [
      'PubkeyAuthOptions is none before 10.5 only',
      "{ until: '10.6', default: 'none' }",
      "{ until: '10.5', default: 'none' }",
    ],
    [
      'keyboard-interactive is on by itself before 8.7',
      "earlier: [{ until: '8.7', default: 'no' }]",
      "earlier: [{ until: '8.4', default: 'no' }]",
    ],
  ]),
  ...inTable('accumulation', [
    ['the first AcceptEnv line counts', '  AcceptEnv: {\n    ...APPENDED', '  AcceptEnv: {\n    ...LIST'],
    [
      'the lines of AuthorizedKeysFile add up',
      '  AuthorizedKeysFile: {\n    ...LIST',
      '  AuthorizedKeysFile: {\n    ...APPENDED',
    ],
    [
      'the first FingerprintHash counts',
      "accumulation: 'last',\n    summary: 'Hash",
      "accumulation: 'first',\n    summary: 'Hash",
    ],
    [
      'the first MaxStartups always counted',
      "at once.',\n    earlier: [{ until: '10.1', accumulation: 'last' }]",
      "at once.',\n    earlier: [{ until: '10.1', accumulation: 'first' }]",
    ],
    [
      'the first StreamLocalBindMask counts since 10.4',
      "{ until: '10.6', accumulation: 'last' }",
      "{ until: '10.4', accumulation: 'last' }",
    ],
    [
      'both parts of RekeyLimit come from one line',
      "accumulation: 'first-per-field'",
      "accumulation: 'first'",
    ],
    [
      'none is a value of UnusedConnectionTimeout as any other',
      "accumulation: 'none-overwrites'",
      "accumulation: 'first'",
    ],
    [
      'parts of PerSourcePenalties do not switch it on',
      "accumulation: 'first-per-key'",
      "accumulation: 'first-per-field'",
    ],
  ]),
  ...inTable('Match permission', [
    [
      'X11DisplayOffset may not stand in Match',
      "X11DisplayOffset: {\n    ...NUMBER,\n    default: '10',\n    match: true",
      "X11DisplayOffset: {\n    ...NUMBER,\n    default: '10',\n    match: false",
    ],
    [
      'UseDNS may stand in Match',
      "UseDNS: {\n    ...FLAG,\n    default: 'no',\n    match: false",
      "UseDNS: {\n    ...FLAG,\n    default: 'no',\n    match: true",
    ],
    [
      'Subsystem may stand in Match before 9.5',
      "{ until: '9.5', match: false,",
      "{ until: '9.5', match: true,",
    ],
    [
      'IgnoreRhosts may stand in Match before 8.3',
      "{ until: '8.3', match: false }",
      "{ until: '8.2', match: false }",
    ],
    [
      'the DSAAuthentication of old may stand in Match',
      "{ name: 'DSAAuthentication', match: false }",
      "{ name: 'DSAAuthentication', match: true }",
    ],
    [
      'SetEnv of a block counted before 8.5',
      "earlier: [{ until: '8.5', copied: false }]",
      "earlier: [{ until: '8.3', copied: false }]",
    ],
  ]),
  ...inTable('history', [
    ['RequiredRSASize is older', "since: '9.1',", "since: '9.0',"],
    [
      'ChallengeResponseAuthentication lived on by itself',
      "until: '8.7',\n    aliases: [{ name: 'SkeyAuthentication'",
      "until: '8.9',\n    aliases: [{ name: 'SkeyAuthentication'",
    ],
    [
      'AllowTcpForwarding knows no all',
      "yes: 'yes', all: 'yes', no: 'no', remote",
      "yes: 'yes', no: 'no', remote",
    ],
    [
      'without-password is a word of its own',
      "'without-password': 'prohibit-password'",
      "'without-password': 'without-password'",
    ],
  ]),
  ...inFile('quoting', 'src/syntax/sshd-tokens.ts', [
    ['a backslash escapes a blank within quotes', "(quote === '' && next === ' ')", "next === ' '"],
    ['single quotes do not quote', `(character === '"' || character === "'")`, `character === '"'`],
    [
      'a # within a word begins a comment',
      "if (quote === '' && (character === ' ' ||",
      "if (quote === '' && (character === '#' || character === ' ' ||",
    ],
    ['a # at the beginning of a word is a word', "    if (character === '#') break\n", ''],
    [
      'more than one = is skipped behind a keyword',
      "text.charAt(at) !== '=' && text.charAt(next) === '='",
      "text.charAt(next) === '='",
    ],
    ['an equals sign does not end a word before 8.7', "(splitEquals && character === '=')", 'false'],
  ]),
  ...inFile('Match', 'src/dialects/sshd/matching/patterns.ts', [
    ['a negated item is passed over', "    if (negated) return 'refuses'", '    if (negated) continue'],
    ['? stands for nothing, too', "(expected === '?' ||", "(expected === '' ||"],
  ]),
  ...inFile('Match', 'src/dialects/sshd/matching/match-connection.ts', [
    [
      'one group that fits is enough',
      "answers.includes('matches') && !answers.includes('refuses')",
      "answers.includes('matches')",
    ],
    [
      'the name of the host counts as it is written',
      'matchPatternList(asciiLowerCase(connection.host)',
      'matchPatternList((connection.host)',
    ],
  ]),
  ...inFile('Match', 'src/dialects/sshd/matching/match-line.ts', [
    [
      'an address list that is wrong is refused at start before 8.4',
      "if (release < at('8.4')) late",
      "if (release < at('8.2')) late",
    ],
    [
      'user=name was never lost',
      "release >= at('9.9p2') ? gluedCriterion",
      "release >= at('9.8') ? gluedCriterion",
    ],
    [
      'Match all does not count at startup',
      'return { criteria, startup: true, surplus',
      'return { criteria, startup: false, surplus',
    ],
  ]),
  ...inFile('Match', 'src/dialects/sshd/matching/addresses.ts', [
    [
      'bits of the host may be set in a network',
      "if (!hostBitsClear(address, bits)) return 'wrong'",
      "if (false) return 'wrong'",
    ],
  ]),
  ...inFile('Include', 'src/dialects/sshd/reading/read.ts', [
    ['a block does not reach into included files', 'guard: outer, outer,', 'guard: undefined, outer,'],
    ['files may be 15 levels deep', 'const DEEPEST = 16', 'const DEEPEST = 15'],
  ]),
  ...inFile('Include', 'src/dialects/sshd/reading/include.ts', [
    ['relative names begin in /etc', "const SSH_DIRECTORY = '/etc/ssh'", "const SSH_DIRECTORY = '/etc'"],
  ]),
  ...inFile('values', 'src/dialects/sshd/values/times.ts', [
    ['a unit does not stay for the next number', "if (release >= at('8.4')) factor = 1n", 'factor = 1n'],
    ['a minute has 50 seconds', 'm: 60', 'm: 50'],
  ]),
  ...inFile('accumulation', 'src/dialects/sshd/values/subsystem.ts', [
    [
      'Subsystem may be named twice before 9.5',
      "if (release < at('9.5') && known)",
      "if (release < at('9.2') && known)",
    ],
  ]),
  ...inFile('values', 'src/dialects/sshd/values/algorithms.ts', [
    ['^ puts names at the end', '[...added, ...standard]', '[...standard, ...added]'],
    [
      'what follows an empty name is looked at',
      "    if (name === '') return true\n",
      "    if (name === '') continue\n",
    ],
    ['- removes nothing', "!== 'matches')", "!== 'nothing')"],
  ]),
]

/** @param {readonly (readonly [mistake: string, from: string, to: string])[]} mistakes */
function inTable(knowledge, mistakes) {
  return inFile(knowledge, 'src/dialects/sshd/keywords/table.ts', mistakes)
}

/** @param {readonly (readonly [mistake: string, from: string, to: string])[]} mistakes */
function inFile(knowledge, file, mistakes) {
  return mistakes.map(([mistake, from, to]) => ({ knowledge, mistake, file, from, to }))
}
