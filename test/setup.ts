import fc from 'fast-check'

/** In CI each property sees the same cases every time; elsewhere others each time, or those of CONFLINT_SEED. */
const seed = process.env.CONFLINT_SEED ?? (process.env.CI ? '1' : undefined)
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
