import type { IncomingMessage } from 'http';

/** An error of the API's common layer. */
export class CodedError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What is asked about a ticket. */
export interface Parameters {
  action: 'mini' | 'web';
  CaptchaType: number;
  Ticket: string;
  UserIp: string;
  Randstr?: string;
  CaptchaAppId: number;
  AppSecretKey: string;
}

type Rule = { type: 'integer' | 'string'; required: boolean };
const integer: Rule = { type: 'integer', required: true };
const text: Rule = { type: 'string', required: true };
const optional = (rule: Rule): Rule => ({ ...rule, required: false });

/** Pages 1110/48499 and 1110/36926. */
const MINI: { [name: string]: Rule } = {
  CaptchaType: integer,
  Ticket: text,
  UserIp: text,
  CaptchaAppId: integer,
  AppSecretKey: text,
  BusinessId: optional(integer),
  SceneId: optional(integer),
  MacAddress: optional(text),
  Imei: optional(text),
};
const WEB: { [name: string]: Rule } = {
  ...MINI,
  Randstr: text,
  NeedGetCaptchaTime: optional(integer),
};

const RULES = new Map([
  ['DescribeCaptchaMiniResult', MINI],
  ['DescribeCaptchaResult', WEB],
]);

/** Checks method, action, version and the parameters' names and types, as the API's front does. */
export function readParameters(request: IncomingMessage, body: Buffer): Parameters {
  const { headers } = request;
  const action = String(headers['x-tc-action']);
  if (request.method !== 'POST' || request.url !== '/') {
    throw new CodedError('InvalidRequest', 'not a POST to /');
  }
  if (!/^application\/json(;|$)/.test(String(headers['content-type']))) {
    throw new CodedError('InvalidRequest', 'not application/json');
  }
  if (headers['x-tc-version'] !== '2019-07-22') {
    throw new CodedError('NoSuchVersion', 'no such version');
  }
  const rules = RULES.get(action);
  if (!rules) throw new CodedError('InvalidAction', 'no such action');

  const given = parseObject(body.toString('utf8'));
  for (const name of Object.keys(given)) {
    if (!Object.prototype.hasOwnProperty.call(rules, name)) {
      throw new CodedError('UnknownParameter', `no parameter ${name}`);
    }
  }
  for (const name of Object.keys(rules)) {
    const value = given[name];
    const { type, required } = rules[name] as Rule;
    if (value === undefined) {
      if (required) throw new CodedError('MissingParameter', `${name} is missing`);
    } else if (type === 'integer' ? !Number.isSafeInteger(value) : typeof value !== 'string') {
      throw new CodedError('InvalidParameter', `${name} must be of the type ${type}`);
    }
  }
  return { ...(given as unknown as Parameters), action: rules === WEB ? 'web' : 'mini' };
}

function parseObject(json: string): { [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as { [name: string]: unknown };
    }
  } catch {
    // No JSON: the same answer as for JSON of no object.
  }
  throw new CodedError('InvalidParameter', 'the body is not a JSON object');
}
