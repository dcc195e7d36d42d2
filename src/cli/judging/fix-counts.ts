/** How many fixes were written, or shown. */
export interface FixCounts {
  fixed: number
  /** Those that may change what was meant, and were not asked for. */
  unsafe: number
}

/** What is told of fixes beside the report. */
export function fixesInWords({ fixed, unsafe }: FixCounts, shownOnly: boolean): string[] {
  const verb = shownOnly ? 'shown' : 'written'
  const wanted = shownOnly ? '--diff --fix=unsafe shows' : '--fix=unsafe writes'
  const left = unsafe === 1 ? ['was', 'it'] : ['were', 'them']
  return [
    ...(fixed > 0 && !shownOnly ? [`${counted(fixed)} ${verb}`] : []),
    ...(unsafe > 0
      ? [
          `${counted(unsafe)} may change what was meant, and ${left[0]} not ${verb}; ${wanted} ${left[1]} as well`,
        ]
      : []),
  ]
}

function counted(number: number): string {
  return `${number} fix${number === 1 ? '' : 'es'}`
}
