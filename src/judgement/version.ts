import manifest from '../../package.json' with { type: 'json' }

/** The version of conflint. */
export const VERSION: string = manifest.version
