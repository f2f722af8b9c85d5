// The two pure halves of a ticket check, for those who send the request themselves.

import { clockSeconds } from '../core/clock.js';
import { readOptions } from '../core/options.js';
import { freeingAll, wasm } from '../core/wasm.js';
import type { SignedRequest, VerifyAction } from '../transport/signed-request.js';
import { checkedCredentials } from './checker.js';
import type { Credentials } from './credentials.js';
import { readCredentials } from './credentials.js';
import type { VerifyOutcome } from './outcome.js';
import { withHelpLink } from './outcome.js';
import type { VerifierOptions } from './verifier.js';

/** What `signVerifyRequest` takes. */
export interface SignVerifyRequestOptions extends Pick<
  VerifierOptions,
  'captchaAppId' | 'appSecretKey' | 'endpoint' | 'businessId' | 'sceneId'
> {
  credentials: Credentials;
  ticket: string;
  randstr?: string | undefined;
  userIp: string;
  /** The time to sign for, in Unix seconds; the clock when left out. */
  nowSeconds?: number | undefined;
}

/**
 * Builds the signed request that checks a ticket, for those who send it themselves.
 *
 * The Mini action for a ticket without `randstr`, the Web action for one with it.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY,
 *   ERR_CAPTCHA_CREDENTIALS
 * @see https://cloud.tencent.com/document/product/1110/48499
 *
 * @example
 * const { url, method, headers, body } = signVerifyRequest({
 *   captchaAppId: '123456789',
 *   appSecretKey: '1234567891011121314151516',
 *   credentials: credentialsFromEnvironment(),
 *   ticket,
 *   userIp: '203.0.113.7',
 * });
 */
export function signVerifyRequest(options: SignVerifyRequestOptions): SignedRequest {
  const read = readOptions(options, signShape, 'options');
  const credentials = readCredentials(read.credentials);
  const { TicketQuestion, Verifier } = wasm();
  return freeingAll((keep) => {
    const { captchaAppId, appSecretKey, businessId, sceneId, endpoint } = read;
    const verifier = keep(new Verifier(captchaAppId, appSecretKey, businessId, sceneId, endpoint));
    const question = keep(TicketQuestion.fromTicket(read.ticket, read.randstr, read.userIp));
    const nowSeconds = read.nowSeconds ?? clockSeconds();
    return verifier.sign(
      question,
      keep(checkedCredentials(credentials)),
      nowSeconds,
    ) as SignedRequest;
  });
}

const signShape = {
  captchaAppId: 'digits',
  appSecretKey: 'key',
  credentials: 'any?',
  endpoint: 'text?',
  businessId: 'number?',
  sceneId: 'number?',
  ticket: 'text',
  randstr: 'text or nothing?',
  userIp: 'text',
  nowSeconds: 'number?',
} as const;

/**
 * Interprets the vendor's response, for those who send the request themselves.
 *
 * @throws CaptchaError ERR_CAPTCHA_AUTH, ERR_CAPTCHA_REQUEST for what only the caller can fix;
 *   ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const outcome = parseVerifyResponse(
 *   { status: response.status, body: await response.text() },
 *   { action: headers['X-TC-Action'], ticket },
 * );
 */
export function parseVerifyResponse(
  response: { status: number; body: string },
  context: { action: VerifyAction; ticket: string },
): VerifyOutcome {
  const { status, body } = readOptions(
    response,
    { status: 'number', body: 'foreign text' },
    'response',
  );
  const { action, ticket } = readOptions(context, { action: 'text', ticket: 'text' }, 'context');
  const { parseVerifyResponse: parse } = wasm();
  return withHelpLink(parse(status, body, action, ticket) as VerifyOutcome);
}
