import { CREDENTIAL_NAMES } from '../core/credential-names.js';
import { CaptchaError } from '../core/errors.js';
import { readOptions } from '../core/options.js';

/** The cloud account's credentials, or temporary ones with their token. */
export interface Credentials {
  secretId: string;
  secretKey: string;
  token?: string | undefined;
}

/** Where credentials come from: themselves, a function that is asked for each check, or the environment. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

/**
 * Reads credentials from environment variables, in one of three spellings.
 *
 * `CAPTCHA_SECRET_ID`, `CAPTCHA_SECRET_KEY`, `CAPTCHA_SESSION_TOKEN` come first: the console of cloud
 * functions refuses names that start with `TENCENTCLOUD_`. Then `TENCENTCLOUD_SECRET_ID`,
 * `TENCENTCLOUD_SECRET_KEY`, `TENCENTCLOUD_SESSION_TOKEN`, as the SDKs have them; then
 * `TENCENTCLOUD_SECRETID`, `TENCENTCLOUD_SECRETKEY`, `TENCENTCLOUD_SESSIONTOKEN`, as the platform
 * injects them into a cloud function. A token is only taken along with the pair of its own spelling;
 * only if no pair is complete are they mixed.
 *
 * @throws CaptchaError ERR_CAPTCHA_CREDENTIALS, naming the variables
 *
 * @example
 * const credentials = credentialsFromEnvironment();
 */
export function credentialsFromEnvironment(
  env: Record<string, string | undefined> = typeof process === 'object' ? process.env : {},
): Credentials & { token?: string } {
  const found: Partly[] = [];
  for (const names of CREDENTIAL_NAMES) {
    const one = readEnvironment(env, names);
    if (one.secretId && one.secretKey) return withToken(one.secretId, one.secretKey, one.token);
    found.push(one);
  }
  const [secretId, secretKey, token] = (['secretId', 'secretKey', 'token'] as const).map((part) =>
    found.map((one) => one[part]).find(Boolean),
  );
  if (secretId && secretKey) return withToken(secretId, secretKey, token);
  throw new CaptchaError(
    'ERR_CAPTCHA_CREDENTIALS',
    'no credentials: set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (or ' +
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY; in a cloud function CAPTCHA_SECRET_ID and ' +
      'CAPTCHA_SECRET_KEY), or give the option credentials',
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
    throw new CaptchaError('ERR_CAPTCHA_CREDENTIALS', 'the credentials function failed', cause);
  }
  return readCredentials(answer);
}

/** Copies credentials, their kinds looked at; ERR_CAPTCHA_CREDENTIALS. */
export function readCredentials(value: unknown): Credentials {
  const { secretId, secretKey, token } = readOptions(
    value,
    { secretId: 'text', secretKey: 'text', token: 'text or nothing?' },
    'credentials',
    'ERR_CAPTCHA_CREDENTIALS',
  );
  return withToken(secretId, secretKey, token);
}

type Partly = { secretId?: string; secretKey?: string; token?: string };

function readEnvironment(
  env: Record<string, string | undefined>,
  names: (typeof CREDENTIAL_NAMES)[number],
): Partly {
  const shape = {
    [names.secretId]: 'any?',
    [names.secretKey]: 'any?',
    [names.token]: 'any?',
  } as const;
  const values = readOptions(env, shape, 'env');
  const read: Partly = {};
  for (const part of ['secretId', 'secretKey', 'token'] as const) {
    const value = values[names[part]];
    if (typeof value === 'string' && value !== '') read[part] = value;
  }
  return read;
}

function withToken(secretId: string, secretKey: string, token: string | undefined) {
  return token ? { secretId, secretKey, token } : { secretId, secretKey };
}
