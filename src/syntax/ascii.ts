/**
 * Lower case as tolower(3) makes it in the C locale: the letters of ASCII only. JavaScript's own would turn
 * other letters, such as the Kelvin sign, into ASCII ones.
 */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
