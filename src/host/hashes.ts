/** What crypt(5) makes of passwords: `$6$salt$hash`, and what other programs write in its manner. */
const HASH = /\$(\d[a-z]?|y|gy|sha1|md5|apr1|argon2[a-z]*|scrypt|pbkdf2[a-z\d-]*)\$[^\s:;"'`<>]{4,}/gi

/** What is left of the last of them where a reader of words parts it at the signs in `$argon2id$v=19$m=65536,t=2,p=1$salt$hash`. */
const REST = /\b(\d+)\$[\w+/.-]+\$[^\s:;"'`<>]{8,}/g

/** The text with what is left of each password hash: its kind. A report must not be a place to steal them from. */
export function withoutHashes(text: string): string {
  if (!text.includes('$')) return text
  return text.replace(HASH, '$$$1$$(hidden)').replace(REST, '$1$$(hidden)')
}
