// Nobody is measured who does not do the whole job.

/** Fails where a token does not have the 64 characters of this application's tokens. */
exports.checkToken = (token) => {
  if (!/^[A-Za-z0-9+/]{64}$/.test(token)) throw new Error(`no token: ${token}`);
};

/** Fails where a check did not pass. */
exports.checkPassed = (passed, answer) => {
  if (passed !== true) throw new Error(`the check did not pass: ${JSON.stringify(answer)}`);
};
