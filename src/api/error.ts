/** What is wrong with a call of the library: one sentence for people. What is wrong with a configuration is a finding instead. */
export class ConflintError extends Error {
  override readonly name = 'ConflintError'
}
