import { describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { builtin, builtinDocuments } from '../../src/rules/builtin.ts'
import { runExamples } from '../../src/rules/examples.ts'
import type { Example, RuleDocument } from '../../src/rules/rule.ts'

const documents = (await builtinDocuments()).filter(({ id, when, cases, promise }) => {
  return id.startsWith('sshd/') && (when || cases || promise)
})
const { rules, laws } = await builtin('sshd')

/** Raw lines take the rest as it stands; a line of the list keeps its number. */
const RAW = /^(forcecommand|versionaddendum|authorizedkeyscommand|authorizedprincipalscommand)$/i

type Spelling = (keyword: string, blank: string, rest: string, indent: string) => string

/** Other ways to write a line that mean the same to sshd (servconf.c process_server_config_line). */
const spellings: Readonly<Record<string, Spelling>> = {
  'in small letters': (keyword, blank, rest, indent) => indent + keyword.toLowerCase() + blank + rest,
  'with an equals sign': (keyword, _, rest, indent) => `${indent}${keyword}=${rest}`,
  'with the keyword in quotes': (keyword, blank, rest, indent) => `${indent}"${keyword}"${blank}${rest}`,
  'with tabs': (keyword, _, rest, indent) => `${indent}\t${keyword}\t \t${rest}`,
  'with carriage returns': (keyword, blank, rest, indent) => `${indent}${keyword}${blank}${rest}\r`,
  'with a comment behind': (keyword, blank, rest, indent) =>
    `${indent}${keyword}${blank}${rest}${RAW.test(keyword) || rest.includes('#') ? '' : ' # as agreed'}`,
}

function respelt(text: string, spelling: Spelling): string {
  return text
    .split('\n')
    .map((line) => {
      const [, indent = '', keyword, blank = '', rest = ''] =
        /^(\s*)([A-Za-z]\w*)([ \t]+)(.*)$/.exec(line) ?? []
      return keyword ? spelling(keyword, blank, rest, indent) : line
    })
    .join('\n')
}

function withTexts(example: Example, change: (text: string) => string): Example {
  const files = Object.entries(example.files ?? {}).map(([path, text]) => [
    path,
    path.startsWith('/etc/ssh/') ? change(text) : text,
  ])
  return {
    ...example,
    ...(example.bad !== undefined && { bad: change(example.bad) }),
    ...(example.good !== undefined && { good: change(example.good) }),
    ...(example.files && { files: Object.fromEntries(files) }),
  }
}

/** Old releases take comments and equals signs otherwise. */
const isOld = ({ version = '' }: Example) => /^[78]\.|debian-1[01]|rhel|ubuntu-(18|20)/.test(version)

function faultsOf(rule: RuleDocument, examples: readonly Example[]): unknown[] {
  return runExamples({ ...rule, examples }, sshd, laws, rules).flatMap(({ number, fault }) =>
    fault === undefined ? [] : [{ fault, example: examples[number - 1] }],
  )
}

describe.each(Object.entries(spellings))('examples written %s come out the same', (_, spelling) => {
  test.each(documents.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    const examples = rule.examples
      .filter((example) => !isOld(example))
      .map((example) => withTexts(example, (text) => respelt(text, spelling)))
    expect(faultsOf(rule, examples)).toEqual([])
  })
})

/** The same lines, read from a drop-in. */
function inDropIn({ bad, good, evidence, ...example }: Example): Example {
  const path = '/etc/ssh/sshd_config.d/10-moved.conf'
  const main = 'Include /etc/ssh/sshd_config.d/*.conf\n'
  return {
    ...example,
    ...(bad === undefined ? { good: main } : { bad: main }),
    files: { [path]: bad ?? good ?? '' },
    ...(evidence && {
      evidence: evidence.map((line) => (typeof line === 'number' ? `${path}:${line}` : line)),
    }),
  }
}

test.each(documents.map((rule) => [rule.id, rule] as const))(
  '%s: examples come out the same in a drop-in',
  (_id, rule) => {
    const examples = rule.examples
      .filter((example) => !isOld(example) && !example.files && !example.at && !example.intents)
      .map(inDropIn)
    expect(faultsOf(rule, examples)).toEqual([])
  },
)

/** The same lines, behind a block for others that `Match all` ends. */
function behindBlock({ bad, good, evidence, ...example }: Example): Example {
  const block = 'Match User nobody-else\n    PermitUserRC no\nMatch all\n'
  return {
    ...example,
    ...(bad === undefined ? { good: block + good } : { bad: block + bad }),
    ...(evidence && { evidence: evidence.map((line) => (typeof line === 'number' ? line + 3 : line)) }),
  }
}

test.each(documents.map((rule) => [rule.id, rule] as const))(
  '%s: examples come out the same below Match all',
  (id, rule) => {
    // There sshd takes `none` for the name of a file, which is what this rule is about.
    if (id === 'sshd/none-taken-literally') return
    const examples = rule.examples
      .filter(
        (example) =>
          !isOld(example) && !hasBlock(example) && !example.files && !example.at && !example.intents,
      )
      .map(behindBlock)
    expect(faultsOf(rule, examples)).toEqual([])
  },
)

/** What `Match all` sets wins against later blocks. */
function hasBlock({ bad, good }: Example): boolean {
  return /^\s*match\b/im.test(bad ?? good ?? '')
}
