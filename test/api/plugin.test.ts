import { unified } from 'unified'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { conflint, sshdParse, sshdStringify } from '../../src/index.ts'

test('conflint is a unified plugin: findings are messages of the file, and the file stays as it is', async () => {
  const text = 'PermitRootLogin no\nPort 22\nPermitRootLogin yes\n'
  const file = await unified()
    .use(sshdParse)
    .use(conflint, { dialect: 'sshd' })
    .use(sshdStringify)
    .process(new VFile({ path: 'sshd_config', value: text }))

  expect(String(file)).toBe(text)
  expect(file.messages.map(({ ruleId, line, fatal, note }) => ({ ruleId, line, fatal, note }))).toEqual([
    {
      ruleId: 'sshd/shadowed-setting',
      line: 3,
      fatal: false,
      note: 'line 3: PermitRootLogin yes\nline 1: PermitRootLogin no',
    },
  ])
})

test('comments suppress findings', async () => {
  const value = 'PermitRootLogin no\n# conflint-ignore shadowed-setting: a vendor line\nPermitRootLogin yes\n'
  const file = await unified()
    .use(sshdParse)
    .use(conflint, { dialect: 'sshd' })
    .use(sshdStringify)
    .process(new VFile({ path: 'sshd_config', value }))
  expect(file.messages).toEqual([])
})

test('without options the dialect is told from the file, and the built-in rules are asked', async () => {
  const file = await unified()
    .use(sshdParse)
    .use(conflint)
    .use(sshdStringify)
    .process(new VFile({ path: 'sshd_config', value: 'AllowUsers alice,bob\n' }))
  expect(file.messages.map(({ ruleId }) => ruleId)).toEqual(['sshd/comma-in-access-list'])
})
