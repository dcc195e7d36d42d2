/** The title of what follows. */
export function title(text) {
  console.log(`\n${text}`)
}

/**
 * One thing that was measured.
 * @param target what it should be, in words, and whether it is
 */
export function line(name, measured, target) {
  const verdict = target ? `   ${target.met ? 'ok    ' : 'MISSED'} ${target.words}` : ''
  console.log(`  ${String(name).padEnd(26)} ${measured}${verdict}`)
}

export function milliseconds(time) {
  return `${time.toFixed(time < 10 ? 1 : 0).padStart(6)} ms`
}

/** @param bytes memory */
export function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(0).padStart(4)} MB`
}
