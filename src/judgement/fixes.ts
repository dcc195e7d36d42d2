import { provenFix, publishedFix } from '../fix/fix.ts'
import { byUrgency } from '../report/report.ts'
import type { DetailedFinding, Fix } from '../rules/finding.ts'
import type { FindFixes } from './judge.ts'

/** To prove a fix, the whole configuration is judged again: so many settings may be looked at for all of them. */
const EFFORT = 40_000

/** A block takes as long as so many settings. */
const BLOCK = 20

/**
 * The published form of each fix that is proven, safe or not, by finding. In a large configuration the worst findings
 * come first, and those that nobody looked at for a fix are not in the answer.
 */
export const provenFixes: FindFixes = (judged, host, judgeAgain) => {
  const { settings, guards } = judged.config
  const each = settings.length + BLOCK * guards.length
  let left = EFFORT
  const counted: typeof judgeAgain = (changed) => {
    left -= each
    return judgeAgain(changed)
  }
  const fixes = new Map<DetailedFinding, readonly Fix[]>()
  const ordered = judged.findings.toSorted(byUrgency)
  for (const finding of ordered) {
    if (left <= 0 && finding.remedies.some(({ fix }) => fix)) continue
    const proven = provenFix(finding, judged, host, counted, true)
    fixes.set(finding, proven ? [publishedFix(proven, judged.config)] : [])
  }
  return fixes
}
