/** What of a text a terminal can emphasize: SGR codes of ECMA-48, on and off. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const

type Name = keyof typeof CODES

/** Gives functions that emphasize text for a terminal, or leave it as it is. */
export function colours(wanted: boolean): Readonly<Record<Name, (text: string) => string>> {
  const paint = (name: Name) => (text: string) => {
    const [on, off] = CODES[name]
    return wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text
  }
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    yellow: paint('yellow'),
    blue: paint('blue'),
    cyan: paint('cyan'),
  }
}
