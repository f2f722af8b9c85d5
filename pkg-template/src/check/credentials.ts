import { CaptchaError } from '../core/errors.js';
import { readOptions } from '../core/options.js';

/** The cloud account's credentials, or temporary ones with their token. */
export interface Credentials {
  secretId: string;
  secretKey: string;
  token?: string;
}

/** Where credentials come from: themselves, a function that is asked for each check, or the environment. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

/** As the SDKs and the command line spell the names, and as the platform injects them. */
const SPELLINGS = [
  {
    secretId: 'TENCENTCLOUD_SECRET_ID',
    secretKey: 'TENCENTCLOUD_SECRET_KEY',
    token: 'TENCENTCLOUD_SESSION_TOKEN',
  },
  {
    secretId: 'TENCENTCLOUD_SECRETID',
    secretKey: 'TENCENTCLOUD_SECRETKEY',
    token: 'TENCENTCLOUD_SESSIONTOKEN',
  },
] as const;

/**
 * Reads credentials from environment variables, in either spelling.
 *
 * `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, `TENCENTCLOUD_SESSION_TOKEN` come first, as
 * what somebody has set; then `TENCENTCLOUD_SECRETID`, `TENCENTCLOUD_SECRETKEY`,
 * `TENCENTCLOUD_SESSIONTOKEN`, as what the platform injects into a cloud function. A token is only
 * taken along with the pair of its own spelling; only if neither pair is complete are they mixed.
 *
 * @throws CaptchaError ERR_CAPTCHA_CREDENTIALS, naming the variables
 *
 * @example
 * const credentials = credentialsFromEnvironment();
 */
export function credentialsFromEnvironment(
  env: Record<string, string | undefined> = typeof process === 'object' ? process.env : {},
): Credentials {
  const found = SPELLINGS.map((names) => readEnvironment(env, names));
  for (const one of found) {
    if (one.secretId && one.secretKey) return withToken(one.secretId, one.secretKey, one.token);
  }
  const [first = {}, second = {}] = found;
  const secretId = first.secretId || second.secretId;
  const secretKey = first.secretKey || second.secretKey;
  if (secretId && secretKey) return withToken(secretId, secretKey, first.token || second.token);
  throw new CaptchaError(
    'ERR_CAPTCHA_CREDENTIALS',
    'no credentials: set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (or ' +
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY), or give the option credentials',
  );
}

/** A function that gives the credentials of now; a promise only where a promise was given. */
export function credentialsReader(source: unknown): () => Credentials | Promise<Credentials> {
  // For each check, because the platform replaces temporary ones within the life of a process.
  if (source === undefined) return () => credentialsFromEnvironment();
  if (typeof source === 'function') return () => ask(source as () => unknown);
  const credentials = readCredentials(source);
  return () => credentials;
}

async function ask(source: () => unknown): Promise<Credentials> {
  let answer: unknown;
  try {
    answer = await source();
  } catch (cause) {
    throw new CaptchaError('ERR_CAPTCHA_CREDENTIALS', 'credentials could not be had', cause);
  }
  return readCredentials(answer);
}

/** Copies what was given; whether it can be used is for the core to say. */
export function readCredentials(value: unknown): Credentials {
  let read: { secretId?: unknown; secretKey?: unknown; token?: unknown };
  try {
    read = readOptions(value, ['secretId', 'secretKey', 'token'], 'credentials');
  } catch (cause) {
    throw new CaptchaError('ERR_CAPTCHA_CREDENTIALS', (cause as Error).message);
  }
  const { secretId, secretKey, token } = read;
  if (typeof secretId !== 'string' || typeof secretKey !== 'string') {
    throw new CaptchaError(
      'ERR_CAPTCHA_CREDENTIALS',
      'credentials takes secretId and secretKey as strings',
    );
  }
  // What the platform's interfaces give for credentials that have no token.
  if (token === undefined || token === null || token === '') return { secretId, secretKey };
  if (typeof token !== 'string') {
    throw new CaptchaError('ERR_CAPTCHA_CREDENTIALS', 'credentials.token takes a string');
  }
  return { secretId, secretKey, token };
}

type Partly = { secretId?: string; secretKey?: string; token?: string };

function readEnvironment(
  env: Record<string, string | undefined>,
  names: (typeof SPELLINGS)[number],
): Partly {
  const read: Partly = {};
  const parts = ['secretId', 'secretKey', 'token'] as const;
  const values = readOptions(
    env,
    parts.map((part) => names[part]),
    'env',
  );
  for (const part of parts) {
    const value = values[names[part]];
    if (typeof value === 'string' && value !== '') read[part] = value;
  }
  return read;
}

function withToken(secretId: string, secretKey: string, token: string | undefined): Credentials {
  return token ? { secretId, secretKey, token } : { secretId, secretKey };
}
