// What can be seen without the network. Findings name variables, never their values.

import { credentialsFromEnvironment, encryptAid, inspectAid } from '../../index.js';
import type { Context } from '../context.js';

/** One thing that was looked at. */
export interface Finding {
  /** What was looked at, the same in every language. */
  name: string;
  level: 'good' | 'warn' | 'bad';
  text: string;
}

/** Every published AppSecretKey has as many characters. */
const USUAL_KEY_LENGTH = 25;

/** Node.js and this package. */
export function checkRuntime({ texts }: Context): Finding[] {
  const { version } = require('./package.json') as { version: string };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < 8 || (major === 8 && minor < 9);
  return [
    { name: 'tcaptcha-wasm', level: 'good', text: version },
    {
      name: 'Node.js',
      level: isOld ? 'bad' : 'good',
      text: `${process.version} ${process.platform}-${process.arch}${isOld ? ` ${texts.nodeTooOld}` : ''}`,
    },
  ];
}

/** AppId and AppSecretKey, and a token made and opened with them. */
export function checkKeys({ texts, env }: Context, appId: string | undefined): Finding[] {
  const key = env.CAPTCHA_APP_SECRET_KEY;
  const findings: Finding[] = [
    appId === undefined
      ? { name: 'CAPTCHA_APP_ID', level: 'bad', text: texts.notSet }
      : { name: 'CAPTCHA_APP_ID', level: 'good', text: appId },
    { name: 'CAPTCHA_APP_SECRET_KEY', ...judgeKey(key, texts) },
  ];
  if (appId === undefined || !key) return findings;
  try {
    const aidEncrypted = encryptAid({ captchaAppId: appId, appSecretKey: key });
    const { valid } = inspectAid(aidEncrypted, { appSecretKey: key, captchaAppId: appId });
    findings.push({ name: 'aidEncrypted', level: valid ? 'good' : 'bad', text: texts.tokenMade });
  } catch (error) {
    findings.push({ name: 'aidEncrypted', level: 'bad', text: (error as Error).message });
  }
  return findings;
}

function judgeKey(key: string | undefined, texts: Context['texts']): Omit<Finding, 'name'> {
  if (!key) return { level: 'bad', text: texts.notSet };
  if (hasEdges(key)) return { level: 'bad', text: texts.quotedOrSpaced };
  const text = texts.isSet(key.length);
  if (key.length === USUAL_KEY_LENGTH) return { level: 'good', text };
  return { level: 'warn', text: `${text}; ${texts.unusualKeyLength}` };
}

/** Space or quotes around a value: copied along by mistake. */
function hasEdges(value: string): boolean {
  return value !== value.trim() || /^(['"]).*\1$/.test(value);
}

/** Where credentials were found. */
export function checkCredentials({ texts, env }: Context): Finding[] {
  const name = texts.credentials;
  const spellings = [
    ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_SESSION_TOKEN'],
    ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY', 'TENCENTCLOUD_SESSIONTOKEN'],
  ];
  try {
    credentialsFromEnvironment(env as { [name: string]: string | undefined });
  } catch (error) {
    return [{ name, level: 'bad', text: (error as Error).message }];
  }
  const set = spellings.map((names) => names.filter((variable) => env[variable]));
  const complete = set.find((names) => names.length >= 2 && /KEY$/.test(names[1] as string));
  const used = complete || ([] as string[]).concat(...set);
  if (used.some((variable) => hasEdges(env[variable] as string))) {
    return [{ name, level: 'bad', text: `${used.join(', ')}: ${texts.quotedOrSpaced}` }];
  }
  const level = set.every((names) => names.length > 0) ? 'warn' : 'good';
  const text = used.join(', ');
  return [{ name, level, text: level === 'warn' ? `${text}; ${texts.bothSpellings}` : text }];
}
