// One signed question about a made-up ticket, and what came back.

import { isCaptchaError, signVerifyRequest } from '../../index.js';
import type {
  Credentials,
  SignedRequest,
  SignVerifyRequestOptions,
  VerifyAction,
} from '../../index.js';
import { readProperty } from '../../core/own.js';
import { open, type Target, targetOf } from '../../transport/connect.js';
import { createConnection } from '../../transport/connection.js';
import { exchange, headerOf } from '../../transport/exchange.js';
import { withoutLink } from '../help-link.js';

const TIMEOUT_MS = 5000;
/** Nobody was given this ticket, and no user has this address (RFC 5737). */
const MADE_UP = { ticket: 'tr0madeUpByTcaptchaDoctor', userIp: '203.0.113.7' };
/** Every answer of the API has an id of this form; nothing else may get from an answer to a screen. */
const REQUEST_ID = /^[0-9a-f-]{8,64}$/i;
const API_ERROR_CODE = /^[A-Z][A-Za-z]{1,60}(\.[A-Z][A-Za-z]{1,60})?$/;

/** Whom to ask, and as whom. */
export interface Asker {
  readonly captchaAppId: string;
  readonly appSecretKey: string;
  readonly credentials: Credentials;
  readonly endpoint: string | undefined;
}

/** No account has these: the answer tells of the way to the service, and of the clock. */
export const STAND_IN = {
  captchaAppId: '1',
  appSecretKey: 'unset',
  credentials: { secretId: 'unset', secretKey: 'unset' },
};

/** Why nothing can be signed with these, stand-ins for the rest; `undefined` if it can. */
export function signingProblem(some: Partial<Asker>): string | undefined {
  try {
    signVerifyRequest({ ...STAND_IN, ...some, ...MADE_UP } as SignVerifyRequestOptions);
    return undefined;
  } catch (error) {
    if (!isCaptchaError(error)) throw error;
    return withoutLink(error.message);
  }
}

/** What one question came to. */
export type Reading =
  | { kind: 'bad_endpoint'; detail: string }
  | { kind: 'bad_proxy' }
  | { kind: 'proxy_failed'; proxy: string; why: string }
  | { kind: 'unreachable'; place: string; proxy: string | undefined; why: string }
  /** Connected, and nothing came back in time. */
  | { kind: 'silent'; place: string; proxy: string | undefined }
  | (Answered & { kind: 'foreign'; what: 'html' | 'redirect' | 'other' })
  | (Answered & { kind: 'http_error' })
  | (Answered & { kind: 'api_error'; code: string })
  | (Answered & { kind: 'captcha_code'; code: number });

/** Everything that an answer says, whoever has sent it. */
export interface Answered {
  readonly place: string;
  readonly proxy: string | undefined;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly tookMs: number;
  /** How far this clock is ahead, by the answer's Date header. */
  readonly skewSeconds: number | undefined;
}

/** Asks the interface of this action. */
export async function ask(asker: Asker, action: VerifyAction): Promise<Reading> {
  let request: SignedRequest;
  let target: Target;
  try {
    request = signVerifyRequest({
      ...(asker.endpoint === undefined ? {} : { endpoint: asker.endpoint }),
      captchaAppId: asker.captchaAppId,
      appSecretKey: asker.appSecretKey,
      credentials: asker.credentials,
      ...MADE_UP,
      ...(action === 'DescribeCaptchaResult' ? { randstr: '@doc' } : {}),
    });
  } catch (error) {
    if (!isCaptchaError(error)) throw error;
    return { kind: 'bad_endpoint', detail: withoutLink(error.message) };
  }
  try {
    target = targetOf(request.url);
  } catch {
    return { kind: 'bad_proxy' };
  }
  return send(request, target);
}

async function send(request: SignedRequest, target: Target): Promise<Reading> {
  // Without user and password, which may stand in its address.
  const proxy =
    target.proxy &&
    `${target.proxy.secure ? 'https' : 'http'}://${target.proxy.hostname}:${target.proxy.port}`;
  const place = request.headers.Host as string;
  const connection = createConnection();
  let isLate = false;
  let isConnected = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.destroy();
  }, TIMEOUT_MS);
  const startedMs = Date.now();
  try {
    const socket = await open(connection, target);
    isConnected = true;
    const { method, headers, body } = request;
    const answer = await exchange(socket, { method, path: target.path, headers, body });
    const endedMs = Date.now();
    return read(answer, {
      place,
      proxy,
      status: answer.status,
      requestId: undefined,
      tookMs: endedMs - startedMs,
      skewSeconds: skewOf(headerOf(answer.rawHeaders, 'date'), (startedMs + endedMs) / 2),
    });
  } catch (error) {
    if (isLate && isConnected) return { kind: 'silent', place, proxy };
    const { message } = error as Error;
    const why = isLate ? 'ETIMEDOUT' : (codeOf(error) ?? message);
    // The transport's own messages say which of the two it was.
    if (proxy && /\bthe proxy\b/.test(message)) {
      const [, status] = /http status (\d+)$/.exec(message) ?? [];
      return { kind: 'proxy_failed', proxy, why: status ? `HTTP ${status}` : why };
    }
    return { kind: 'unreachable', place, proxy, why };
  } finally {
    clearTimeout(timer);
    connection.destroy();
  }
}

function codeOf(error: unknown): string | undefined {
  const code = readProperty(readProperty(error, 'cause'), 'code');
  return typeof code === 'string' ? code : undefined;
}

/** The header has whole seconds: on average the service is half a second further. */
function skewOf(date: string | undefined, atMs: number): number | undefined {
  const serviceMs = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(serviceMs) ? undefined : Math.round((atMs - serviceMs - 500) / 1000);
}

function read(
  { body, rawHeaders }: { body: string; rawHeaders: readonly string[] },
  answered: Answered,
): Reading {
  const { status } = answered;
  if (status >= 300 && status < 400) return { ...answered, kind: 'foreign', what: 'redirect' };
  const isHtml =
    /html/i.test(headerOf(rawHeaders, 'content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body);
  // A gateway of the vendor answers with a page as well when what is behind it is down.
  if (status === 429 || status >= 500) return { ...answered, kind: 'http_error' };
  if (isHtml) return { ...answered, kind: 'foreign', what: 'html' };
  const response = readProperty(parsed(body), 'Response');
  const id = readProperty(response, 'RequestId');
  const requestId = typeof id === 'string' && REQUEST_ID.test(id) ? id : undefined;
  const apiError = readProperty(readProperty(response, 'Error'), 'Code');
  if (typeof apiError === 'string' && API_ERROR_CODE.test(apiError)) {
    return { ...answered, requestId, kind: 'api_error', code: apiError };
  }
  if (status !== 200) return { ...answered, kind: 'http_error' };
  const captchaCode = readProperty(response, 'CaptchaCode');
  if (typeof captchaCode === 'number' && Number.isSafeInteger(captchaCode)) {
    return { ...answered, requestId, kind: 'captcha_code', code: captchaCode };
  }
  return { ...answered, kind: 'foreign', what: 'other' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
