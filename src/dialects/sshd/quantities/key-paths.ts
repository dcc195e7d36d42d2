import { type Account, UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { at } from '../releases.ts'
import { releaseOf, versionNotTold } from './release.ts'
import { wordsOf } from './words.ts'

/** The one user that a class of connections is for, where a block names it without wildcards. */
function onlyUser({ guards }: View): string | undefined {
  for (const { criteria } of guards.hold) {
    for (const criterion of criteria) {
      if (criterion.kind !== 'user') continue
      const wanted = criterion.patterns.filter(({ negated }) => !negated)
      const [first] = wanted
      if (first && wanted.length === 1 && !/[*?]/.test(first.pattern)) return first.pattern
    }
  }
  return undefined
}

/** The arguments of the lines that make a value, as sshd reads them: before `~` is replaced. */
function argumentsOf(view: View, keyword: string): string[] {
  return view
    .peekSetting(keyword)
    .origins.flatMap(({ node }) =>
      'children' in node ? node.children.flatMap((child) => ('value' in child ? [child.value] : [])) : [],
    )
}

/** `~` is replaced when the file is read, by the home of whoever runs sshd: root (servconf.c, tilde_expand_filename). */
function filesOfRoot(name: string, keyword: string, summary: string): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [keyword],
    compute: (view) => {
      const found = argumentsOf(view, keyword).filter((word) => /^~(\/|$)/.test(word))
      if (found.length === 0 || onlyUser(view) === 'root') return []
      view.get(keyword)
      return found
    },
  }
}

/** Whether a file is the same for all users. */
function isShared(file: string): boolean {
  return file.startsWith('/') && !/%[uhU]/.test(file) && file !== '/dev/null'
}

const sharedFiles: Quantity = {
  name: 'shared-key-files',
  kind: 'list',
  summary: 'Files of AuthorizedKeysFile that are the same for every user: absolute, without %u, %h or %U',
  reads: ['AuthorizedKeysFile'],
  compute: (view) => {
    const files = wordsOf(view.peek('AuthorizedKeysFile'))
    // Where a line names a file with `~`, another rule has more to say.
    const written = argumentsOf(view, 'AuthorizedKeysFile')
    const shared =
      files === UNKNOWN ? UNKNOWN : files.filter((file) => isShared(file) && written.includes(file))
    return shared !== UNKNOWN && shared.length > 0 && onlyUser(view) !== undefined ? [] : shared
  },
}

/** Without their own files, users have only the shared ones. */
const ownFiles: Quantity = {
  name: 'own-key-files',
  kind: 'list',
  summary: 'Files of AuthorizedKeysFile that belong to one user each',
  reads: ['AuthorizedKeysFile', 'shared-key-files'],
  compute: (view) => {
    const files = wordsOf(view.peek('AuthorizedKeysFile'))
    const shared = wordsOf(view.peek('shared-key-files'))
    if (files === UNKNOWN || shared === UNKNOWN) return UNKNOWN
    return files.filter((file) => file !== 'none' && !shared.includes(file))
  },
}

const patterns: Quantity = {
  name: 'key-file-patterns',
  kind: 'list',
  summary: 'Files of AuthorizedKeysFile with `*`, `?` or `[`, which are patterns from 10.0 on',
  reads: ['AuthorizedKeysFile'],
  compute: (view) => {
    const files = wordsOf(view.peek('AuthorizedKeysFile'))
    return files === UNKNOWN ? UNKNOWN : files.filter((file) => /[*?[]/.test(file))
  },
}

/** Shells of accounts that nobody logs in to. */
const noShell = /\/(nologin|false|sync|halt|shutdown|true)$/

/** An account of a person, or root: service accounts have no keys to find. */
export function isForLogin({ uid, shell }: Account): boolean {
  return (uid === 0 || (uid >= 1000 && uid < 60_000)) && (shell === UNKNOWN || !noShell.test(shell))
}

/** Keys below /home/NAME of an account that lives elsewhere; root, where nobody told, lives in /root. */
const homeOfKeys: Quantity = {
  name: 'home-of-keys',
  kind: 'enum',
  values: ['fits', 'is not the home of the account', 'is not the home of root'],
  summary: 'Whether /home/%u in AuthorizedKeysFile is where the account lives',
  reads: [
    'AuthorizedKeysFile',
    'AuthorizedKeysCommand',
    'TrustedUserCAKeys',
    'PermitRootLogin',
    'root-among-users',
  ],
  perAccount: true,
  compute: (view) => {
    const files = wordsOf(view.peek('AuthorizedKeysFile'))
    if (files === UNKNOWN) return UNKNOWN
    const others = ['AuthorizedKeysCommand', 'TrustedUserCAKeys'].some(
      (keyword) => view.peek(keyword) !== 'none',
    )
    if (others || files.length === 0 || !files.every((file) => file.startsWith('/home/%u/'))) return 'fits'
    const { account } = view
    if (account === UNKNOWN) {
      const root = view.host.account('root')
      const elsewhere = root === UNKNOWN || root === 'missing' || root.home !== '/home/root'
      const wanted = view.isSet('PermitRootLogin') && view.peek('PermitRootLogin') !== 'no'
      if (!elsewhere || !wanted || view.peek('root-among-users') !== 'yes') return 'fits'
      view.get('PermitRootLogin')
      return 'is not the home of root'
    }
    const { name, home } = account
    if (home === UNKNOWN) return UNKNOWN
    if (!isForLogin(account) || home.replace(/\/+$/, '') === `/home/${name}`) return 'fits'
    if (account.uid === 0 && view.peek('PermitRootLogin') === 'no') return 'fits'
    // A link from /home to the real place leads to the same files.
    if (view.host.file(`/home/${name}`) !== 'missing' && view.host.link(`/home/${name}`) !== undefined)
      return 'fits'
    view.fact({ keyword: 'home', value: home, note: `the home of ${name} in passwd` })
    return 'is not the home of the account'
  },
}

/** What a Match block sets to `none` is kept as a file name by copy_set_server_options, and a file called none is missing. */
const keptAsNone: Quantity = {
  name: 'none-taken-as-file',
  kind: 'list',
  summary: 'Keywords that a Match block sets to none, where sshd then looks for a file with that name',
  reads: ['RevokedKeys', 'AuthorizedPrincipalsFile'],
  compute: (view) =>
    ['RevokedKeys', 'AuthorizedPrincipalsFile'].filter((keyword) => {
      const { value, origins } = view.peekSetting(keyword)
      const words = wordsOf(value)
      return words !== UNKNOWN && words.join() === 'none' && origins.some(({ guard }) => guard !== undefined)
    }),
}

/** Fixed in 10.6: AuthorizedPrincipalsFile none in a block no longer names a file. Where nobody told the version, older ones count. */
const principalsFileNoneCounts: Quantity = {
  name: 'principals-file-none-counts',
  kind: 'flag',
  summary:
    'Whether AuthorizedPrincipalsFile none in a Match block is taken as the name of a file (before 10.6)',
  reads: [],
  compute: (view) => {
    if (releaseOf(view) < at('10.6')) return 'yes'
    if (!view.parameters.assumedVersion) return 'no'
    view.fact(versionNotTold('before 10.6, "none" in a block is the name of a file'))
    return 'yes'
  },
}

/** Whether some block runs a command, whoever it is that runs it there. */
function setInBlocks(name: string, command: string): Quantity {
  return {
    name,
    kind: 'flag',
    summary: `Whether a Match block sets ${command}`,
    reads: [],
    compute: ({ config }) =>
      config.settings.some(({ keyword, guard }) => guard && keyword === command) ? 'yes' : 'no',
  }
}

/** The old name is still in the table of keywords (servconf.c), and looks as if it were about one type of keys. */
const oldName: Quantity = {
  name: 'written-as-dsa-authentication',
  kind: 'flag',
  summary: 'Whether the line of PubkeyAuthentication is written as DSAAuthentication',
  reads: ['PubkeyAuthentication'],
  compute: (view) => {
    const { node } = view.peekSetting('PubkeyAuthentication').origins[0] ?? {}
    return node && 'keyword' in node && node.keyword.toLowerCase() === 'dsaauthentication' ? 'yes' : 'no'
  },
}

export const keyPaths: readonly Quantity[] = [
  filesOfRoot(
    'key-files-of-root',
    'AuthorizedKeysFile',
    'Files of keys written with `~`, which is the home directory of root for all users',
  ),
  filesOfRoot(
    'principals-files-of-root',
    'AuthorizedPrincipalsFile',
    'Files of principals written with `~`, which is the home directory of root for all users',
  ),
  sharedFiles,
  ownFiles,
  patterns,
  homeOfKeys,
  keptAsNone,
  principalsFileNoneCounts,
  setInBlocks('key-commands-in-blocks', 'AuthorizedKeysCommand'),
  setInBlocks('principals-commands-in-blocks', 'AuthorizedPrincipalsCommand'),
  oldName,
]
