import { describe, expect, test } from 'vitest'
import { conflint, found } from './conflint.ts'
import { directoryWith } from './directory.ts'

async function check(files: Record<string, string>, ...argv: string[]) {
  return conflint(directoryWith(files), ['--format=json', ...argv])
}

const base = 'Subsystem sftp internal-sftp\n'

describe('comments suppress findings', () => {
  test('of the next line, of the line, of the block', async () => {
    const sshd_config = `${base}# conflint-ignore sshd/unknown-keyword: our own patch
PermitRootLogn no
PasswordAuthentication no
PasswordAuthentication yes # conflint-ignore shadowed-setting: a vendor line
Match User bob # conflint-ignore-block sshd/*: on purpose
  Foo bar
`
    expect(await check({ sshd_config }, 'sshd_config')).toMatchObject({ status: 0 })
    expect(found(await check({ sshd_config }, '--no-inline', 'sshd_config'))).toEqual([
      'sshd_config:3 sshd/unknown-keyword',
      'sshd_config:7 sshd/unknown-keyword',
      'sshd_config:5 sshd/shadowed-setting',
    ])
  })

  test('at any of the lines that take part, also in another file', async () => {
    const drop = 'PasswordAuthentication no\n'
    const main = `Include sshd_config.d/*.conf\n${base}PasswordAuthentication yes\n`
    const suppressed = {
      sshd_config: main,
      'sshd_config.d/a.conf': `# conflint-ignore shadowed-setting: ours counts\n${drop}`,
    }
    expect(found(await check({ sshd_config: main, 'sshd_config.d/a.conf': drop }, 'sshd_config'))).toEqual([
      'sshd_config:3 sshd/shadowed-setting',
    ])
    expect(found(await check(suppressed, 'sshd_config'))).toEqual([])
  })

  test('but no others', async () => {
    const sshd_config = `${base}# conflint-ignore sshd/unknown-keyword: why
PermitRootLogn no
PermitRootLogn no
`
    expect(found(await check({ sshd_config }, 'sshd_config'))).toEqual(['sshd_config:4 sshd/unknown-keyword'])
  })

  test('those that hide nothing are told, unless their rule was not asked', async () => {
    const sshd_config = `${base}# conflint-ignore sshd/unknown-keyword, sshd/shadowed-setting: typo
PermitRootLogn no
# conflint-ignore sshd/penalties-contradict: not known before 9.8
X11Forwarding no
`
    const outcome = await check({ sshd_config }, '--openssh=9.2', 'sshd_config')
    expect(found(outcome)).toEqual(['sshd_config:2 conflint/unused-suppression'])
    expect(outcome).toMatchObject({
      status: 0,
      out: expect.stringContaining('sshd/shadowed-setting would report'),
    })
    expect(found(await check({ sshd_config }, '--openssh=9.8', 'sshd_config'))).toEqual([
      'sshd_config:2 conflint/unused-suppression',
      'sshd_config:4 conflint/unused-suppression',
    ])
  })

  test('a drop-in of two configurations needs to hide something in one of them', async () => {
    const files = {
      'etc/ssh/sshd_config': `PasswordAuthentication no\nInclude /etc/ssh/common.conf\n${base}`,
      'etc/ssh/sshd_config_internal': `Include /etc/ssh/common.conf\n${base}`,
      'etc/ssh/common.conf':
        '# conflint-ignore shadowed-setting: for the other one\nPasswordAuthentication yes\n',
    }
    const [one, other] = ['etc/ssh/sshd_config', 'etc/ssh/sshd_config_internal']
    expect(found(await check(files, one, other))).toEqual([])
    expect(found(await check(files, other, one))).toEqual([])
    expect(found(await check(files, other))).toEqual(['etc/ssh/common.conf:1 conflint/unused-suppression'])
  })

  test('those that cannot hide anything are told', async () => {
    const sshd_config = `${base}# conflint-ignore sshd/unknown-keywrd: typo
Port 22
# conflint-ignore
Banner none
`
    const outcome = await check({ sshd_config }, 'sshd_config')
    expect(outcome.status).toBe(1)
    expect(found(outcome)).toEqual([
      'sshd_config:2 conflint/invalid-suppression',
      'sshd_config:4 conflint/invalid-suppression',
    ])
    expect(outcome.out).toContain(
      'There is no rule sshd/unknown-keywrd here; did you mean sshd/unknown-keyword?',
    )
  })

  test('what is told about comments can be switched off, and suppressed', async () => {
    const sshd_config = `${base}# conflint-ignore sshd/unknown-keyword: old\nPort 22\n`
    expect(
      found(
        await check(
          { sshd_config, '.conflint.yaml': 'rules: { conflint/unused-suppression: error }\n' },
          'sshd_config',
        ),
      ),
    ).toEqual(['sshd_config:2 conflint/unused-suppression'])
    expect(
      found(await check({ sshd_config, '.conflint.yaml': 'rules: { conflint/*: off }\n' }, 'sshd_config')),
    ).toEqual([])
    const excused = `# conflint-ignore-file conflint/unused-suppression: shared by hosts\n${sshd_config}`
    expect(found(await check({ sshd_config: excused }, 'sshd_config'))).toEqual([])
  })
})

test('reasons are kept in SARIF, and shown with --verbose', async () => {
  const sshd_config = `${base}# conflint-ignore unknown-keyword: our own patch\nPermitRootLogn no\nFoo bar\n`
  const directory = directoryWith({ sshd_config })
  const { runs } = JSON.parse((await conflint(directory, ['--format=sarif', 'sshd_config'])).out)
  expect(
    runs[0].results.map(
      (result: {
        locations: { physicalLocation: { region: { startLine: number } } }[]
        suppressions: unknown
      }) => [result.locations[0]?.physicalLocation.region.startLine, result.suppressions],
    ),
  ).toEqual([
    [4, []],
    [3, [{ kind: 'inSource', status: 'accepted', justification: 'our own patch' }]],
  ])
  const { out } = await conflint(directory, ['--verbose', 'sshd_config'])
  expect(out).toContain('1 finding is suppressed:\n  sshd_config:3: sshd/unknown-keyword: our own patch\n')
  expect((await conflint(directory, ['sshd_config'])).out).not.toContain('our own patch')
})
