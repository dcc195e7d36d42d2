/**
 * A release of OpenSSH as a number that orders as the releases do: `8.7`, `9.9p2`, `10.0`.
 * A portable suffix is told apart only where behaviour differs: plain `9.9` means 9.9p2, the fixed one.
 */
export type Release = number

/** The newest release whose behaviour is known. */
export const NEWEST_OPENSSH = '10.6'

/** The release that a version names; `undefined` where it is no version of OpenSSH. */
export function parseRelease(version: string): Release | undefined {
  const parts = /^(?:OpenSSH_)?(\d{1,3})\.(\d{1,2})(?:\.\d+)?(?:p(\d{1,2}))?$/.exec(version)
  if (!parts) return undefined
  const [, major, minor, patch] = parts
  const number = Number(major) * 10_000 + Number(minor) * 100
  return number === 9_09_00 ? number + Number(patch ?? 2) : number + 1
}

/** The release that a version names, for versions written in the source. */
export function release(version: string): Release {
  const parsed = parseRelease(version)
  if (parsed === undefined) throw new Error(`not a version of OpenSSH: ${version}`)
  return parsed
}
