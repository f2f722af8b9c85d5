// What can be seen without the network. Messages name variables, never the values of secret ones.

import { credentialsFromEnvironment, encryptAid, inspectAid } from '../../index.js';
import type { Credentials } from '../../index.js';
import { CREDENTIAL_NAMES } from '../../core/credential-names.js';
import type { Context } from '../context.js';
import type { Part, PartState } from './part.js';
import { signingProblem } from './question.js';

/** Every published AppSecretKey has as many characters. */
const USUAL_KEY_LENGTH = 25;

/** Node.js and this package. */
export function checkRuntime({ texts }: Context): Part[] {
  const { version } = require('./package.json') as { version: string };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < 8 || (major === 8 && minor < 9);
  const node = `${process.version} ${process.platform}-${process.arch}`;
  return [
    { name: 'version', state: 'ok', message: version },
    {
      name: 'node',
      state: isOld ? 'failed' : 'ok',
      message: isOld ? `${node} ${texts.doctor.nodeTooOld}` : node,
    },
  ];
}

/** AppId and AppSecretKey, and a token made and opened with them. */
export function checkKeys({ texts, env }: Context, appId: string | undefined): Part[] {
  const key = env.CAPTCHA_APP_SECRET_KEY;
  return [
    judgeAppId(appId, texts),
    { name: 'app_secret_key', ...judgeKey(key, texts) },
    { name: 'aid_encrypted', ...makeToken(appId, key, texts) },
  ];
}

function judgeAppId(appId: string | undefined, { doctor }: Context['texts']): Part {
  if (appId === undefined) return { name: 'app_id', state: 'failed', message: doctor.notSet };
  if (/^\d{1,20}$/.test(appId)) return { name: 'app_id', state: 'ok', message: appId };
  // Not repeated: a secret may have got into the wrong variable.
  return { name: 'app_id', state: 'failed', message: doctor.noDigits };
}

function judgeKey(key: string | undefined, { doctor }: Context['texts']): Omit<Part, 'name'> {
  if (!key) return { state: 'failed', message: doctor.notSet };
  if (hasEdges(key)) return { state: 'failed', message: doctor.quotedOrSpaced };
  const message = doctor.isSet(key.length);
  if (key.length === USUAL_KEY_LENGTH) return { state: 'ok', message };
  return { state: 'unproven', message: `${message}${doctor.unusualKeyLength}` };
}

function makeToken(
  captchaAppId: string | undefined,
  appSecretKey: string | undefined,
  { doctor }: Context['texts'],
): Omit<Part, 'name'> {
  if (captchaAppId === undefined || !appSecretKey) {
    return { state: 'skipped', message: doctor.needsKeys };
  }
  try {
    const problem = signingProblem({ captchaAppId, appSecretKey });
    if (problem !== undefined) return { state: 'failed', message: doctor.tokenNotMade(problem) };
    const aidEncrypted = encryptAid({ captchaAppId, appSecretKey });
    const { valid } = inspectAid(aidEncrypted, { appSecretKey, captchaAppId });
    return valid
      ? { state: 'ok', message: doctor.tokenMade }
      : { state: 'failed', message: doctor.tokenNotMade('') };
  } catch (error) {
    return { state: 'failed', message: doctor.tokenNotMade((error as Error).message) };
  }
}

/** Space or quotes around a value: copied along by mistake. */
function hasEdges(value: string): boolean {
  return value !== value.trim() || /^(['"]).*\1$/.test(value);
}

/** Where credentials were found. */
export function checkCredentials({ texts, env }: Context): Part {
  const { doctor } = texts;
  const part = (state: PartState, message: string): Part => ({
    name: 'credentials',
    state,
    message,
  });
  const credentials = findCredentials(env);
  if (credentials === undefined) return part('failed', doctor.noCredentials);
  const set = CREDENTIAL_NAMES.map(({ secretId, secretKey, token }) =>
    [secretId, secretKey, token].filter((variable) => env[variable]),
  );
  const complete = CREDENTIAL_NAMES.findIndex(
    ({ secretId, secretKey }) => env[secretId] && env[secretKey],
  );
  const used = set[complete] ?? ([] as string[]).concat(...set);
  const names = used.join(', ');
  if (used.some((variable) => hasEdges(env[variable] as string))) {
    return part('failed', `${names}: ${doctor.quotedOrSpaced}`);
  }
  const problem = signingProblem({ credentials });
  if (problem !== undefined) return part('failed', doctor.badCredentials(names, problem));
  const isTwice = set.filter((found) => found.length > 0).length > 1;
  return part('ok', isTwice ? `${names}${doctor.otherSpellings}` : names);
}

/** The credentials of the environment, whatever they are worth. */
export function findCredentials(env: Context['env']): Credentials | undefined {
  try {
    return credentialsFromEnvironment(env as { [name: string]: string | undefined });
  } catch {
    return undefined;
  }
}
