/** The newest version of pure-ftpd whose source was read. */
export const NEWEST_PURE_FTPD = '1.0.54'

/** Whether a version, such as `1.0.50` or Debian's `1.0.50-2.1`, is at least another one. */
export function atLeast(version: string, wanted: string): boolean {
  const left = numbersOf(version)
  const right = numbersOf(wanted)
  for (let index = 0; index < right.length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

function numbersOf(version: string): number[] {
  const numbers = /\d+(\.\d+)*/.exec(version)?.[0] ?? ''
  return numbers.split('.').map(Number)
}
