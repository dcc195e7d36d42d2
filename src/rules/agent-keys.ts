/** Agents hold this many keys where nobody says otherwise: sshd's own default of 6 tries then stays silent. */
export const defaultAgentKeys = 5
