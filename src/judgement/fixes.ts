import { provenFix, publishedFix } from '../fix/fix.ts'
import type { FindFixes } from './judge.ts'

/** The published fix of each finding that has one which is proven, safe or not. */
export const provenFixes: FindFixes = (judged, host, judgeAgain) =>
  new Map(
    judged.findings.map((finding) => {
      const proven = provenFix(finding, judged, host, judgeAgain, true)
      return [finding, proven ? [publishedFix(proven, judged.config)] : []]
    }),
  )
