import { symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { configurationsIn } from '../../../src/cli/reading/search.ts'
import { directoryWith } from '../directory.ts'

async function found(
  files: readonly string[],
  links: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const directory = directoryWith(Object.fromEntries(files.map((file) => [file, ''])))
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(directory, path))
  return (await configurationsIn(directory)).map((path) => relative(directory, path) || '.')
}

test('an /etc/ssh has its main file, which finds its drop-ins', async () => {
  expect(await found(['sshd_config', 'ssh_config', 'moduli', 'sshd_config.d/50-a.conf'])).toEqual([
    'sshd_config',
  ])
})

test('a Debian /etc/pure-ftpd is one configuration', async () => {
  expect(await found(['conf/MinUID', 'auth/65unix', 'pure-ftpd.conf'])).toEqual(['.'])
})

test('a repository is searched', async () => {
  expect(
    await found([
      'roles/a/templates/sshd_config.j2',
      'roles/b/files/sshd_config.d/10-x.conf',
      'roles/b/files/sshd_config.d/README',
      'hosts/web/etc/ssh/sshd_config',
      'hosts/web/etc/ssh/sshd_config.d/50-y.conf',
      'hosts/ftp/etc/pure-ftpd/conf/NoAnonymous',
      'ftp/pure-ftpd.conf',
      'node_modules/x/sshd_config',
      'notes.conf',
    ]),
  ).toEqual([
    'ftp/pure-ftpd.conf',
    'hosts/ftp/etc/pure-ftpd',
    'hosts/web/etc/ssh/sshd_config',
    'roles/a/templates/sshd_config.j2',
    'roles/b/files/sshd_config.d/10-x.conf',
  ])
})

test('links to files count, links to directories are not followed', async () => {
  expect(
    await found(['real/text', 'a/x'], { sshd_config: 'real/text', loop: '.', 'a/broken': 'nowhere' }),
  ).toEqual(['sshd_config'])
})
