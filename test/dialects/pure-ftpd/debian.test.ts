import { describe, expect, it } from 'vitest'
import { optionVector } from '../../../src/dialects/pure-ftpd/index.ts'
import { resolvePureFtpd } from '../../../src/dialects/pure-ftpd/resolve.ts'
import { memory } from '../../../src/host/memory.ts'
import { effective } from './support.ts'

/** What the package of Debian 12 installs. */
const STOCK = {
  'conf/AltLog': 'clf:/var/log/pure-ftpd/transfer.log\n',
  'conf/FSCharset': 'UTF-8\n',
  'conf/MinUID': '1000\n',
  'conf/NoAnonymous': 'yes\n',
  'conf/PAMAuthentication': 'yes\n',
  'conf/PureDB': '/etc/pure-ftpd/pureftpd.pdb\n',
  'conf/TLSCipherSuite': 'HIGH\n',
  'conf/UnixAuthentication': 'no\n',
}
const LINKS = { 'auth/65unix': '../conf/UnixAuthentication', 'auth/70pam': '../conf/PAMAuthentication' }

function tree(files: Record<string, string>, links: Record<string, string> = LINKS) {
  const below = (entries: Record<string, string>) =>
    Object.fromEntries(Object.entries(entries).map(([path, text]) => [`/etc/pure-ftpd/${path}`, text]))
  const host = memory(below({ ...STOCK, ...files }), { links: below(links) })
  return resolvePureFtpd('/etc/pure-ftpd', host, { version: '1.0.50' })
}

describe("Debian's directory", () => {
  it('spells the targets of links as catfile of Perl does, and takes a circle of links for no file', () => {
    const { problems, ...config } = tree({}, { 'auth/10': './../conf//PAMAuthentication/', 'auth/20': '20' })
    expect(optionVector({ problems, ...config }).filter((option) => option.startsWith('-l'))).toEqual([
      '-l pam',
    ])
    expect(problems.filter(({ refused }) => refused)).toEqual([])
  })

  it('is read byte by byte: Perl takes only ASCII for blanks, and the end of a name may be a new line', () => {
    expect(optionVector(tree({ 'conf/AltLog': 'w3c:/var/log/\u00a0x\n' }))).toContain(
      '-O w3c:/var/log/\u00a0x',
    )
    const { problems } = tree({ 'conf/MinUID\n': '1000\n' })
    expect(problems.map(({ rule, refused }) => ({ rule, refused }))).toEqual([
      { rule: 'pure-ftpd/unknown-directive', refused: true },
    ])
  })

  it('is read by the wrapper, and the stock one is fine', () => {
    const config = tree({})
    expect(config.reader).toBe('debian')
    expect(config.readerReason).toBe(
      "/etc/pure-ftpd has conf/ or auth/, which Debian's pure-ftpd-wrapper reads",
    )
    expect(config.problems).toEqual([])
    expect(optionVector(config)).toEqual([
      '-l pam',
      '-O clf:/var/log/pure-ftpd/transfer.log',
      '-u 1000',
      '-E',
      '-J HIGH',
      '-g /var/run/pure-ftpd/pure-ftpd.pid',
    ])
    expect(effective(config, 'MinUID').value).toBe(1000)
  })

  it('SyslogFacility goes first, and the defaults file adds -B', () => {
    const config = tree({
      'conf/SyslogFacility': 'local0\n',
      '../default/pure-ftpd-common': 'STANDALONE_OR_INETD=standalone\n',
    })
    expect(optionVector(config)[0]).toBe('-f local0')
    expect(optionVector(config).slice(-2)).toEqual(['-B', '-g /var/run/pure-ftpd/pure-ftpd.pid'])
  })

  it.each([
    ['conf/minuid', '1000', 'No corresponding directive'],
    ['conf/CertFile', '/a', 'No corresponding directive'],
    ['conf/ChrootEveryone', 'true', '"true" not convertible to true or false'],
    ['conf/Quota', '10:10', '"10:10" not two numbers'],
    ['conf/Umask', '133:022', '"133:022" not two octal numbers'],
    ['conf/MaxIdleTime', '15 # minutes', '"15 # minutes" not a number'],
  ])('%s with %s: the wrapper dies', (path, text, words) => {
    expect(tree({ [path]: `${text}\n` }).refusal).toEqual({
      stage: 'file',
      words: `Invalid configuration file /etc/pure-ftpd/${path}: ${words}`,
    })
  })

  it('a bad TrustedIP ends up on the command line', () => {
    const config = tree({ 'conf/TrustedIP': '::1\n' })
    expect(config.refusal).toEqual({ stage: 'options', words: '421 Invalid argument: ""::1":"' })
  })

  it('of two values the order is not known where they are one variable', () => {
    const config = tree({ 'conf/AnonymousOnly': 'yes\n' })
    expect(effective(config, 'NoAnonymous').value).toBeTypeOf('symbol')
  })
})

describe('what the wrapper does not read', () => {
  const messages = (files: Record<string, string>, links?: Record<string, string>) =>
    tree(files, links).problems.map(({ rule, message }) => `${rule}: ${message}`)

  it('a pure-ftpd.conf, where somebody has changed it', () => {
    expect(messages({ 'pure-ftpd.conf': 'MinUID   100\nChrootEveryone yes\n' })).toEqual([])
    expect(messages({ 'pure-ftpd.conf': 'ChrootEveryone yes\nTLS 2\n' })).toEqual([
      "pure-ftpd/unread-by-wrapper: Debian's pure-ftpd-wrapper never reads /etc/pure-ftpd/pure-ftpd.conf, so none of its settings apply; put TLS into conf/TLS.",
    ])
  })

  it('a second value', () => {
    expect(messages({ 'conf/MinUID': '1000\n100\n' })).toEqual([
      'pure-ftpd/unread-by-wrapper: pure-ftpd-wrapper takes one value for MinUID and reads nothing behind it; take this line out.',
    ])
  })

  it('a database without a link, where there is one', () => {
    expect(messages({ 'pureftpd.pdb': 'PDB2' })).toEqual([
      'pure-ftpd/unread-by-wrapper: conf/PureDB alone has no effect; it counts once a symbolic link in auth/ points to it, such as auth/50puredb -> ../conf/PureDB.',
    ])
    expect(messages({ 'pureftpd.pdb': 'PDB2' }, { ...LINKS, 'auth/50pure': '../conf/PureDB' })).toEqual([])
  })

  it('a file in auth/ that is no link, and names with more than letters and digits', () => {
    expect(
      messages({ 'auth/50pure': '../conf/PureDB', 'conf/MinUID.conf': '100\n', 'conf/MinUID.bak': '1\n' }),
    ).toEqual([
      'pure-ftpd/unread-by-wrapper: pure-ftpd-wrapper passes over /etc/pure-ftpd/conf/MinUID.conf, since only letters and digits may stand in the name; call it MinUID.',
      'pure-ftpd/unread-by-wrapper: pure-ftpd-wrapper reads only symbolic links in auth/, and /etc/pure-ftpd/auth/50pure is none; make it a link to a file in conf/.',
    ])
  })
})
