import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { optionVector, pureFtpd } from '../../../src/dialects/pure-ftpd/index.ts'
import { resolvePureFtpd } from '../../../src/dialects/pure-ftpd/resolve.ts'
import { live } from '../../../src/host/live.ts'
import { memory } from '../../../src/host/memory.ts'
import { hasShared, inShared } from '../../shared.ts'
import { CONF } from './support.ts'

describe('who reads a file', () => {
  const reader = (entry: string, files: Record<string, string>) => {
    const config = resolvePureFtpd(entry, memory(files), {})
    return [config.reader, config.readerReason, config.layout]
  }

  it('is the daemon itself', () => {
    expect(reader(CONF, { [CONF]: 'MinUID 1\n' })).toEqual([
      'native',
      'one file, which the daemon has read by itself since 1.0.44',
      undefined,
    ])
  })

  it('is still the daemon where the header speaks of the wrappers', () => {
    expect(reader(CONF, { [CONF]: '# Configuration file for pure-ftpd wrappers\n' })[1]).toMatch(
      /--reader perl/,
    )
  })

  it('is the script that the service of a panel starts', () => {
    const conf = '/www/server/pure-ftpd/etc/pure-ftpd.conf'
    const service =
      'daemon /www/server/pure-ftpd/sbin/pure-config.pl /www/server/pure-ftpd/etc/pure-ftpd.conf\n'
    expect(reader(conf, { [conf]: 'MinUID 1\n', '/etc/init.d/pure-ftpd': service })).toEqual([
      'perl',
      '/etc/init.d/pure-ftpd starts the server through pure-config.pl',
      'BaoTa (aaPanel)',
    ])
    expect(reader(conf, { [conf]: 'MinUID 1\n' }).slice(0, 1)).toEqual(['native'])
  })
})

describe('the same text for each reader', () => {
  const text = [
    'NoAnonymous yes # nobody',
    'ChrootEveryone on',
    'MinUID=100',
    'UserBandwidth 8:16',
    'noanonymous yes',
    'PureDB /etc/p.pdb # users',
    'AllowOverwrite on',
    '',
  ].join('\n')
  const vector = (reader: 'perl' | 'python') =>
    optionVector(resolvePureFtpd(CONF, memory({ [CONF]: text }), { reader }))

  it('pure-config.pl finds what it knows anywhere in a line, and in one spelling', () => {
    expect(vector('perl')).toEqual(['-E', '-T8:16', '', '-lpuredb:/etc/p.pdb'])
  })

  it('pure-config.py leaves out every line with a #', () => {
    expect(vector('python')).toEqual(['-T 8:16', '-E'])
  })

  it('says which lines come to nothing', () => {
    const config = resolvePureFtpd(CONF, memory({ [CONF]: text }), { reader: 'perl' })
    expect(config.problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'pure-ftpd/ignored-line: pure-config.pl makes nothing of this line and does not say so, since ChrootEveryone takes only the word yes there.',
      'pure-ftpd/ignored-line: pure-config.pl makes nothing of this line and does not say so, since it wants blanks behind MinUID and nothing else.',
      'pure-ftpd/ignored-line: pure-config.pl makes nothing of this line and does not say so, since it knows no setting AllowOverwrite; it belongs to ProFTPD; the setting of pure-ftpd is AutoRename no.',
      'pure-ftpd/invalid-value: The word  ends up on the command line of the server, which refuses it and does not start.',
    ])
  })
})

describe('detection', () => {
  it.each([
    ['/etc/pure-ftpd/pure-ftpd.conf', '', Infinity],
    ['/etc/pure-ftpd', '', Infinity],
    ['/etc/pure-ftpd/conf/MinUID', '1000', Infinity],
    ['/tmp/x', 'ChrootEveryone yes\nMinUID 100\n', 2],
    ['/tmp/x', 'Port 22\nPermitRootLogin no\n', 0],
    ['/tmp/x', '', 0],
  ])('%s', (path, text, surety) => {
    expect(pureFtpd.detect(path, text)).toBe(surety)
  })
})

describe.skipIf(!hasShared)('the corpus', () => {
  const files = (folder: string) =>
    readdirSync(inShared('corpus', folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  it('is read by every reader without a crash', () => {
    for (const path of files('pureftpd')) {
      for (const reader of ['native', 'perl', 'python'] as const) {
        const config = resolvePureFtpd(path, live({ accounts: false }), { reader })
        expect(config.sources.length, path).toBeGreaterThan(0)
      }
    }
  })

  it("upstream's own file is fine", () => {
    for (const path of files('pureftpd').filter((name) => name.includes('jedisct1'))) {
      const config = resolvePureFtpd(path, live({ accounts: false }), {})
      expect(config.problems, path).toEqual([])
    }
  })

  it('directories are read by the wrapper', () => {
    const directory = inShared('corpus/debian-dir')
    const folders = readdirSync(directory).map((name) => join(directory, name))
    for (const path of folders.filter((folder) => statSync(folder).isDirectory())) {
      expect(resolvePureFtpd(path, live({ accounts: false }), {}).reader, path).toBe('debian')
    }
  })
})
