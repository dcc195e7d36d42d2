/** The argument with which a further thread of the program is started; nobody can write it on a command line. */
export const THREAD = '\0judge'
