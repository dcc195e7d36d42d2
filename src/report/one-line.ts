import type { Evidence } from '../rules/finding.ts'

/** A piece of evidence on one line: `etc/sshd_config:7: ChrootDirectory /srv (what the user sees as /)`. */
export function oneLine({ keyword, value, file, line, origin, note }: Evidence): string {
  const place = file === undefined ? origin : line === undefined ? file : `${file}:${line}`
  return `${place}: ${keyword} ${value}${note === undefined ? '' : ` (${note})`}`
}
