import manifest from '../../package.json' with { type: 'json' }

/** What package.json may say about where the project is. */
interface Manifest {
  version: string
  homepage?: string
  repository?: string | { url: string }
}

/** Where the pages of the built-in rules are, relative to the repository. */
const PAGES = 'docs/rules'

/** The page of a built-in rule: on the web where package.json says where, and else by its path in the repository. */
export function pageUrl(id: string, { version, homepage, repository }: Manifest = manifest): string {
  const page = `${PAGES}/${id}.md`
  const written = typeof repository === 'object' ? repository.url : repository
  const web = written
    ?.replace(/^git\+/, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://')
    .replace(/\.git$/, '')
  if (web?.startsWith('https://')) {
    const inRepository = web.includes('gitlab') ? '/-/blob' : '/blob'
    return `${web}${inRepository}/v${version}/${page}`
  }
  return homepage === undefined ? page : `${homepage.replace(/[#?].*$/, '').replace(/\/$/, '')}/${page}`
}
