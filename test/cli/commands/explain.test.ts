import { expect, test } from 'vitest'
import { keywordReferences } from '../../../src/cli/keyword-references.ts'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

async function explain(name: string, files: Record<string, string> = {}) {
  return conflint(directoryWith(files), ['explain', name])
}

test('a keyword of sshd, in any case: its kind, default, place, and history', async () => {
  const { out, status } = await explain('usepam')
  expect(status).toBe(0)
  expect(out.split('\n\nRules that ask for it')[0]).toMatchInlineSnapshot(`
    "UsePAM (sshd)

    Whether PAM handles authentication, accounts and sessions.

    kind: yes, no
    default: no
    in Match blocks: no; sshd refuses it there
    several lines: the first line counts
    known to: OpenSSH 7.4 and later
    needs: a build with PAM"
  `)
  expect((await explain('StreamLocalBindMask')).out).toMatch(
    /default: 0177\n[\s\S]*\nEarlier\n\n- before 10\.6: of several lines, the last line counts\n/,
  )
})

test('a keyword that is out of use', async () => {
  expect((await explain('KeyRegenerationInterval')).out).toMatchInlineSnapshot(`
    "KeyRegenerationInterval (sshd)

    Out of use: it belonged to protocol 1, which sshd no longer speaks.

    out of use in: OpenSSH 7.4 and later
    effect then: sshd reads it, logs that it is deprecated, and does nothing with
                 it; sshd refuses it in Match blocks
    "
  `)
})

test('a directive of pure-ftpd', async () => {
  expect((await explain('ChrootEveryone')).out.split('\n\nRules that ask for it')[0]).toMatchInlineSnapshot(`
    "ChrootEveryone (pure-ftpd)

    Locks every user but root in the home directory.

    kind: yes, no
    default: no
    option: -A, --chrooteveryone
    several lines: the last line of these directives counts
    shares its effect with: TrustedGID
    known to: Pure-FTPd 1.0.44 and later
    old scripts: pure-config.pl and pure-config.py read it, too
    Debian's wrapper: reads it from conf/ChrootEveryone"
  `)
})

test('every keyword has a page, and only one of its name', async () => {
  for (const dialect of ['sshd', 'pure-ftpd'] as const) {
    const names = (await keywordReferences(dialect)).map(({ name }) => name.toLowerCase())
    expect(names.length).toBeGreaterThan(60)
    expect(new Set(names).size).toBe(names.length)
  }
})

test('a rule, also without the daemon before its id', async () => {
  const { out } = await explain('sshd/shadowed-setting')
  expect(out).toMatch(/^sshd\/shadowed-setting\n/)
  expect((await explain('shadowed-setting')).out).toBe(out)
  expect((await explain('conflint/unused-suppression')).out).toContain('conflint-ignore')
})

test('a rule of the user', async () => {
  const rule = `id: sshd/no-banner
title: Every server shows the banner
severity: warning
confidence: certain
when: { Banner: none }
message: x
why: It is the policy of the company.
remedies: []
examples: []
`
  const files = { '.conflint.yaml': 'rules: [rule.yaml]\n', 'rule.yaml': rule }
  expect((await explain('no-banner', files)).out).toContain('It is the policy of the company.')
  const listed = await conflint(directoryWith(files), ['rules'])
  expect(listed.out).toMatch(/^sshd\/no-banner +warning +Every server shows the banner$/m)
})

test.each([
  [
    'suficient-methods',
    'there is no rule, keyword or quantity suficient-methods; did you mean sufficient-methods?',
  ],
  ['MaxAuthTris', 'there is no rule, keyword or quantity MaxAuthTris; did you mean MaxAuthTries?'],
  [
    'sshd/shadowed-settings',
    'there is no rule, keyword or quantity sshd/shadowed-settings; did you mean sshd/shadowed-setting?',
  ],
])('%s is mistyped', async (name, message) => {
  expect(await explain(name)).toMatchObject({ status: 2, out: '', error: `conflint: ${message}\n` })
})
