import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const include = 'Include /etc/ssh/sshd_config.d/*.conf\n'
const base = 'Subsystem sftp internal-sftp\n'
const shadowed = (place: string) => `${place} sshd/shadowed-setting`
const unknown = (place: string) => `${place} sshd/unknown-keyword`

/** The findings of a check in a directory with these files. */
async function check(
  files: Record<string, string>,
  argv: readonly string[],
  input?: string,
): Promise<string[]> {
  const directory = directoryWith(files)
  const outcome = await conflint(directory, ['--format=json', ...argv], input === undefined ? {} : { input })
  expect(outcome.error).toBe('')
  return found(outcome)
}

describe('what an Include names, and conflint does not look at, is not called missing', () => {
  const messages = async (directory: string, path: string) => {
    const { out } = await conflint(directory, ['--openssh=9.2', '--format=oneline', '--dialect=sshd', path])
    return out.split('\n').filter((line) => line.includes('include-matches-nothing'))
  }

  test('outside of a git repository', async () => {
    const directory = directoryWith({
      'repository/.git/HEAD': 'ref: refs/heads/main\n',
      'elsewhere/extra.conf': 'Port 2222\n',
    })
    const include = `Include ${directory}/elsewhere/extra.conf\n`
    writeFileSync(join(directory, 'repository/a.conf'), include)
    writeFileSync(join(directory, 'b.conf'), include)
    const [message = ''] = await messages(directory, 'repository/a.conf')
    expect(message).toContain(`conflint has not read ${directory}/elsewhere/extra.conf`)
    expect(await messages(directory, 'b.conf')).toEqual([])
  })

  test('the configuration of this machine, for a file that need not be one of it', async () => {
    const directory = directoryWith({ 'c.conf': 'Include /etc/passwd\n' })
    const [message = ''] = await messages(directory, 'c.conf')
    expect(message).toContain('conflint has not read /etc/passwd')
  })
})

describe('--as judges a file in the tree where it will stand', () => {
  const host = {
    'etc/ssh/sshd_config': `${include}${base}PasswordAuthentication no\n`,
    'etc/ssh/sshd_config.d/50-local.conf': 'X11Forwarding yes\n',
  }

  test('a new drop-in, and the lines that it makes dead', async () => {
    const files = { ...host, new: 'PasswordAuthentication yes\n' }
    const as = '--as=etc/ssh/sshd_config.d/10-new.conf'
    expect(await check(files, [as, 'new'])).toEqual([shadowed('etc/ssh/sshd_config:3')])
    expect(await check(files, [as, '-'], 'PasswordAuthentication yes\n')).toEqual([
      shadowed('etc/ssh/sshd_config:3'),
    ])
    expect(await check(files, [as, '-'], 'PasswordAuthentication no\n')).toEqual([])
  })

  test('a drop-in in place of the one that is there', async () => {
    const files = { ...host, new: 'X11Forwarding no\nPasswordAuthentication yes\n' }
    expect(await check(files, ['--as=etc/ssh/sshd_config.d/50-local.conf', 'new'])).toEqual([
      shadowed('etc/ssh/sshd_config:3'),
    ])
  })

  test('a new main file, with the drop-ins that are there', async () => {
    const files = { ...host, new: `${include}${base}X11Forwarding no\n` }
    expect(await check(files, ['--as=etc/ssh/sshd_config', 'new'])).toEqual([
      shadowed('etc/ssh/sshd_config:3'),
    ])
  })

  test('the order of names decides', async () => {
    const files = { ...host, new: 'X11Forwarding no\n' }
    expect(await check(files, ['--as=etc/ssh/sshd_config.d/99-late.conf', 'new'])).toEqual([
      shadowed('etc/ssh/sshd_config.d/99-late.conf:1'),
    ])
  })

  test('a name that the main file does not include', async () => {
    const files = { ...host, new: 'Foo bar\n' }
    expect(await check(files, ['--as=etc/ssh/sshd_config.d/10-new.cfg', 'new'])).toEqual([
      unknown('etc/ssh/sshd_config.d/10-new.cfg:1'),
      'etc/ssh/sshd_config:1 sshd/drop-in-not-included',
    ])
  })

  test('a directory, in which the file has its own name', async () => {
    const files = { ...host, 'new.conf': 'PasswordAuthentication yes\n' }
    for (const as of ['etc/ssh/sshd_config.d', 'etc/ssh/sshd_config.d/', './etc/ssh/sshd_config.d//']) {
      expect(await check(files, ['--as', as, 'new.conf'])).toEqual([shadowed('etc/ssh/sshd_config:3')])
      expect(await check(files, ['--root=.', '--as', `/${as}`, 'new.conf'])).toHaveLength(1)
    }
    expect(await conflint(directoryWith(files), ['--as', 'etc/ssh/', '-'], { input: base })).toMatchObject({
      status: 2,
      error: 'conflint: --as etc/ssh/ is a directory; say which file in it standard input is\n',
    })
  })

  test('a name that nothing includes, and that looks as if that were meant', async () => {
    const files = { ...host, new: 'X11Forwarding yes\n' }
    for (const name of ['50-new.txt', '50-new.conf.bak']) {
      expect(
        await conflint(directoryWith(files), [`--as=etc/ssh/sshd_config.d/${name}`, 'new']),
      ).toMatchObject({
        status: 0,
        error: `conflint: etc/ssh/sshd_config.d/${name} would not be read, because nothing includes it; the names of drop-ins end in .conf\n`,
      })
    }
  })

  test('any file below /etc/ssh may be a part of the main file', async () => {
    const files = {
      'etc/ssh/sshd_config': `Include /etc/ssh/local.rules\n${base}PasswordAuthentication no\n`,
      'etc/ssh/local.rules': 'Port 22\n',
      new: 'PasswordAuthentication yes\n',
    }
    expect(await check(files, ['--as=etc/ssh/local.rules', 'new'])).toEqual([
      shadowed('etc/ssh/sshd_config:3'),
    ])
    expect(await check({ ...files, 'etc/ssh/local.rules': 'Foo bar\n' }, ['etc/ssh/local.rules'])).toEqual([
      unknown('etc/ssh/local.rules:1'),
    ])
    expect(await check(files, ['--as=etc/ssh/sshd_config_2', 'new'])).toEqual([])
  })

  test('below a root, or where nothing is yet', async () => {
    const files = { ...host, new: 'PasswordAuthentication yes\nFoo bar\n' }
    const directory = directoryWith(files)
    const rooted = await conflint(directory, [
      '--format=json',
      '--root=.',
      '--as=/etc/ssh/sshd_config.d/1.conf',
      'new',
    ])
    expect(found(rooted)).toEqual([
      unknown(join(directory, 'etc/ssh/sshd_config.d/1.conf:2')),
      shadowed(join(directory, 'etc/ssh/sshd_config:3')),
    ])
    for (const as of [
      'absent/etc/ssh/sshd_config.d/1.conf',
      'absent/sshd_config.d/1.conf',
      'absent/sshd_config',
    ]) {
      expect(await check(files, [`--as=${as}`, 'new'])).toEqual([unknown(`${as}:2`)])
    }
  })

  test("one of Debian's files for pure-ftpd", async () => {
    const files = {
      'etc/pure-ftpd/conf/NoAnonymous': 'yes\n',
      'etc/pure-ftpd/auth/README': '',
      new: 'many\n',
    }
    expect(await check(files, ['--as=etc/pure-ftpd/conf/MinUID', 'new'])).toContain(
      'etc/pure-ftpd/conf/MinUID:1 pure-ftpd/invalid-value',
    )
    expect(await check(files, ['--as=etc/pure-ftpd/conf/MinUIDs', 'new'])).toContain(
      'etc/pure-ftpd/conf/MinUIDs:1 pure-ftpd/unknown-directive',
    )
  })

  test('one that the wrapper does not read is not taken for a file of the daemon itself', async () => {
    const files = {
      'etc/pure-ftpd/conf/NoAnonymous': 'yes\n',
      'etc/pure-ftpd/conf/PureDB': '/etc/pure-ftpd/pureftpd.pdb\n',
      'etc/pure-ftpd/auth/README': '',
      'etc/pure-ftpd/pureftpd.pdb': '',
      new: '/etc/pure-ftpd/pureftpd.pdb\n',
    }
    const unlinked = 'etc/pure-ftpd/conf/PureDB:1 pure-ftpd/unread-by-wrapper'
    expect(await check(files, ['--as=etc/pure-ftpd/conf/PureDB', 'new'])).toContain(unlinked)
    const parts = ['etc/pure-ftpd/conf/NoAnonymous', 'etc/pure-ftpd/conf/PureDB']
    const together = await check(files, parts)
    expect(together).toEqual(await check(files, parts.slice(0, 1)))
    expect(together.filter((one) => one === unlinked)).toHaveLength(1)
  })
})

describe('files that are given together', () => {
  test('a main file and its drop-ins are one configuration, in any order', async () => {
    const files = {
      'files/sshd_config': `${include}${base}PasswordAuthentication no\n`,
      'files/sshd_config.d/a.conf': 'PasswordAuthentication yes\n',
      'files/sshd_config.d/b.conf': 'Foo bar\n',
    }
    const names = Object.keys(files)
    const expected = [unknown('files/sshd_config.d/b.conf:1'), shadowed('files/sshd_config:3')]
    expect(await check(files, names)).toEqual(expected)
    expect(await check(files, names.toReversed())).toEqual(expected)
    expect(await check(files, names.slice(1))).toEqual(expected)
  })

  test('a part that the main file includes from elsewhere is judged with it only', async () => {
    const files = {
      'etc/ssh/sshd_config': 'Include /etc/ssh.local/forwarding\nSubsystem sftp internal-sftp\n',
      'etc/ssh.local/forwarding': 'Port 22\nMatch User bob\n    X11Forwarding yes\n',
    }
    const argv = ['--profile=hardening', '--dialect=sshd']
    const alone = await check(files, [...argv, 'etc/ssh.local/forwarding'])
    const together = await check(files, [...argv, 'etc/ssh.local/forwarding', 'etc/ssh/sshd_config'])
    expect(alone.length).toBeGreaterThan(0)
    expect(together).toEqual(await check(files, [...argv, 'etc/ssh/sshd_config']))
  })

  test('configurations of several hosts stay apart', async () => {
    const files = {
      'a/etc/ssh/sshd_config': `${include}${base}X11Forwarding no\n`,
      'b/etc/ssh/sshd_config': `${include}${base}X11Forwarding no\n`,
      'b/etc/ssh/sshd_config.d/x.conf': 'X11Forwarding yes\n',
    }
    expect(await check(files, Object.keys(files))).toEqual([shadowed('b/etc/ssh/sshd_config:3')])
  })
})

describe('templates', () => {
  test('literal lines are judged, templated values are unknown', async () => {
    const text = `# {{ ansible_managed }}
{% if hardened %}
PermitRootLogin no
{% else %}
PermitRootLogin yes
{% endif %}
Port {{ ssh_port | default(22) }}
{{ extra_lines }}
MaxAuthTries <%= @tries %>
Prot 22
<% if @x %>
X11Forwarding maybe
<% end %>
Match User {{ user }}
    PermitTTY {{ tty }}
`
    for (const name of ['sshd_config.j2', 'sshd_config.erb', 'sshd_config']) {
      expect(await check({ [name]: text }, [name])).toEqual([
        unknown(`${name}:10`),
        `${name}:12 sshd/invalid-value`,
      ])
    }
  })

  test('those of pure-ftpd, too', async () => {
    const text =
      'MinUID {{ uid }}\n{% if tls %}\nTLS 2\n{% endif %}\nNoAnonymus yes\nChrootEveryone <%= @chroot %>\n'
    expect(await check({ 'pure-ftpd.conf.j2': text }, ['pure-ftpd.conf.j2'])).toEqual([
      'pure-ftpd.conf.j2:5 pure-ftpd/unknown-directive',
    ])
  })

  test('a template stands for the file that it makes: one main file includes the other', async () => {
    const role = {
      'templates/sshd_config.j2': `${include}${base}PasswordAuthentication no\n`,
      'templates/sshd_config.d/10-a.conf.j2': 'PasswordAuthentication yes\n# {{ managed }}\nFoo bar\n',
    }
    const expected = [
      unknown('templates/sshd_config.d/10-a.conf.j2:3'),
      shadowed('templates/sshd_config.j2:3'),
    ]
    for (const paths of [
      ['.'],
      ['templates/sshd_config.j2'],
      ['templates/sshd_config.d/10-a.conf.j2'],
      Object.keys(role),
    ]) {
      expect(await check(role, paths)).toEqual(expected)
    }
  })

  test('the file itself counts more than its template', async () => {
    const files = { sshd_config: `${base}Foo bar\n`, 'sshd_config.j2': `${base}Port 22\nBar foo\n` }
    expect(await check(files, ['sshd_config'])).toEqual([unknown('sshd_config:2')])
    expect(await check(files, ['sshd_config.j2'])).toEqual([unknown('sshd_config.j2:3')])
  })
})

describe('lone drop-ins and standard input', () => {
  test('a drop-in without a tree is judged by what it says', async () => {
    const drop = {
      'roles/x/files/sshd_config.d/50-x.conf': 'Match Group sftp\n    ForceCommand internal-sftp\nFoo bar\n',
    }
    expect(await check(drop, ['.'])).toEqual([unknown('roles/x/files/sshd_config.d/50-x.conf:3')])
  })

  test('standard input is told by its content', async () => {
    expect(await check({}, ['-'], `${base}Foo bar\n`)).toEqual([unknown('<stdin>:2')])
    expect(await check({}, ['-'], 'ChrootEveryone yes\nFoo bar\nNoAnonymous yes\n')).toContain(
      '<stdin>:2 pure-ftpd/unknown-directive',
    )
    expect(await check({}, ['--dialect=sshd', '-'], 'Foo bar\n')).toEqual([unknown('<stdin>:1')])
  })
})

describe('what a lone file includes from elsewhere', () => {
  const files = {
    'project/my_sshd_config': 'Include ABOVE/parts/*.conf\nPasswordAuthentication no\n',
    'parts/10-a.conf': 'Include ABOVE/more/b.conf\n',
    'more/b.conf': 'PasswordAuthentication yes\n',
  }

  function written(): string {
    const directory = directoryWith(files)
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(directory, name), text.replaceAll('ABOVE', directory))
    return directory
  }

  test('a directory of this machine is read with it, as sshd -f does, and what that includes', async () => {
    const directory = written()
    const { out, error } = await conflint(directory, ['effective', 'project/my_sshd_config'])
    expect(out).toMatch(/^passwordauthentication yes$/im)
    expect(error).toBe('')
    expect(found(await conflint(directory, ['--format', 'json', 'project/my_sshd_config']))).toEqual([
      'project/my_sshd_config:2 sshd/shadowed-setting',
    ])
  })

  test('this machine’s own configuration is not, and that is said where there is one', async () => {
    const directory = directoryWith({ my_sshd_config: 'Include /etc/*.conf\nPasswordAuthentication no\n' })
    const { out, error } = await conflint(directory, ['effective', 'my_sshd_config'])
    expect(out).toMatch(/^passwordauthentication no$/im)
    expect(error).toBe(
      'conflint: /etc/*.conf is not read, because this file need not be one of this machine; --root / reads it\n',
    )
  })

  test('nothing is read for a copy of a whole host', async () => {
    const directory = written()
    const copy = directoryWith({
      'etc/ssh/sshd_config': `Include ${directory}/more/b.conf\nPasswordAuthentication no\n`,
    })
    const { out } = await conflint(copy, ['effective', 'etc/ssh/sshd_config'])
    expect(out).toMatch(/^passwordauthentication no$/im)
  })
})
