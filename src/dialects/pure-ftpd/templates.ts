/** Whether a text holds the marks of a template language, so that what the daemon will read is not known. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|<%/.test(text)
}
