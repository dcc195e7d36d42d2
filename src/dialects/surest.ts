/** The one candidate that is surer than all others; `undefined` where none is sure, or several are equally so. */
export function surest<Candidate>(
  candidates: readonly { candidate: Candidate; sure: number }[],
): Candidate | undefined {
  const most = Math.max(0, ...candidates.map(({ sure }) => sure))
  const [only, ...more] = candidates.filter(({ sure }) => sure === most && sure > 0)
  return more.length === 0 ? only?.candidate : undefined
}
