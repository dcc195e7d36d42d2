/** An input is beyond what is read in bounded time and memory; the message says in what way, in words for people. */
export class BeyondLimit extends Error {}
