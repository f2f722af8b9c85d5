/** What the command ends with; `tcaptcha --help` lists them. */
export const EXIT = {
  /** Done, and the answer is yes: the token is good, the ticket passed. */
  ok: 0,
  /** Done, and the answer is no. */
  no: 1,
  /** The command line cannot be understood, or something it needs is missing. */
  usage: 2,
  /** Nobody can tell: network, service or quota. */
  unavailable: 3,
  /** A CaptchaError: wrong key, wrong credentials, a refused request. */
  error: 4,
  /** Interrupted, as shells count it. */
  interrupted: 130,
} as const;
