/** One block of a PEM file. */
export interface PemBlock {
  label: string
  der: Uint8Array
  /** The private key asks for a pass phrase. */
  encrypted: boolean
}

/** The blocks of a PEM file, in order; text around them does not matter. */
export function readPem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = []
  let open: { label: string; lines: string[] } | undefined
  for (const line of text.split('\n')) {
    const [, edge, label = ''] = /^-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----\s*$/.exec(line) ?? []
    if (edge === 'BEGIN') open = { label, lines: [] }
    else if (edge === undefined) open?.lines.push(line)
    else {
      if (open?.label === label) blocks.push(blockOf(open))
      open = undefined
    }
  }
  return blocks
}

function blockOf({ label, lines }: { label: string; lines: readonly string[] }): PemBlock {
  // Older forms of encrypted keys have headers: `DEK-Info: AES-128-CBC,…`.
  const encrypted = label.startsWith('ENCRYPTED') || lines.some((line) => line.includes('ENCRYPTED'))
  return { label, der: decodeBase64(lines.filter((line) => !line.includes(':')).join('')), encrypted }
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
