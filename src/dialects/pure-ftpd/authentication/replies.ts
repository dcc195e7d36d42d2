/** The daemon's words to the client (messages_en.h). */
export const REPLIES = {
  authenticationFailed: 'Login authentication failed',
  notTrusted: "Sorry, but I can't trust you",
  noHome: 'Home directory not available - aborting',
  noAnonymous: 'This is a private system - No anonymous login',
  unableToSecureAnonymous: 'Unable to set up secure anonymous FTP',
  anonymousLoggedIn: 'Anonymous user logged in',
  anonymousAnyPassword: 'Any password will work',
  brokenDatabase: 'Unable to read the indexed puredb file (or old format detected) - Try pure-pw mkdb',
  clearTextRefused: 'Please reconnect using TLS security mechanisms.',
  forcedAddressIllegal: 'Illegal forced IP for passive connections',
} as const
