import type { IncomingMessage } from 'http';
import { builtin } from '../core/builtin.js';
import { CodedError } from './parameters.js';

const MAX_SKEW_SECONDS = 300;
const FORM =
  /^TC3-HMAC-SHA256 Credential=([^/,]+)\/(\d{4}-\d{2}-\d{2})\/([a-z]+)\/tc3_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

interface Account {
  secretId: string;
  secretKey: string;
  token: string | undefined;
}

/**
 * Checks TC3-HMAC-SHA256 with Node.js' own crypto: the package's signer does not check itself.
 *
 * Like the service it takes the host with and without its port, because the official SDK signs the
 * one and sends the other.
 */
export function checkSignature(
  request: IncomingMessage,
  body: Buffer,
  account: Account,
  nowSeconds: number,
): void {
  const { headers } = request;
  const form = FORM.exec(String(headers.authorization));
  if (!form) throw new CodedError('AuthFailure.InvalidAuthorization', 'no such Authorization');
  const [, secretId, date, service, signedHeaders = '', signature = ''] = form;
  const names = signedHeaders.split(';');
  if (names.indexOf('content-type') < 0 || names.indexOf('host') < 0 || service !== 'captcha') {
    throw new CodedError('AuthFailure.InvalidAuthorization', 'not what must be signed');
  }
  if (secretId !== account.secretId) {
    throw new CodedError('AuthFailure.SecretIdNotFound', 'no such SecretId');
  }
  if (headers['x-tc-token'] !== account.token) {
    throw new CodedError('AuthFailure.TokenFailure', 'not the token of this SecretId');
  }
  const timestamp = String(headers['x-tc-timestamp']);
  const seconds = Number(timestamp);
  if (!/^\d+$/.test(timestamp) || Math.abs(seconds - nowSeconds) > MAX_SKEW_SECONDS) {
    throw new CodedError('AuthFailure.SignatureExpire', 'signed more than 5 minutes from now');
  }
  if (new Date(seconds * 1000).toISOString().slice(0, 10) !== date) {
    throw new CodedError('AuthFailure.SignatureFailure', 'the date is not that of the timestamp');
  }

  const host = String(headers.host);
  const isSigned = [host, host.replace(/:\d+$/, '')].some((signedHost) => {
    const values = { ...headers, host: signedHost } as { [name: string]: unknown };
    const lines = names.map((name) => `${name}:${String(values[name]).trim().toLowerCase()}\n`);
    const [path = '', query = ''] = String(request.url).split('?');
    const canonical = [request.method, path, query, lines.join(''), signedHeaders, sha256(body)];
    const toSign = [
      'TC3-HMAC-SHA256',
      timestamp,
      `${date}/captcha/tc3_request`,
      sha256(canonical.join('\n')),
    ].join('\n');
    return equal(signature, sign(account.secretKey, date as string, toSign));
  });
  if (!isSigned) throw new CodedError('AuthFailure.SignatureFailure', 'the signature is wrong');
}

function sign(secretKey: string, date: string, toSign: string): string {
  const chain = [date, 'captcha', 'tc3_request'].reduce<string | Buffer>(
    (key, step) => hmac(key, step).digest(),
    `TC3${secretKey}`,
  );
  return hmac(chain, toSign).digest('hex');
}

function hmac(key: string | Buffer, text: string) {
  return crypto().createHmac('sha256', key).update(text);
}

function sha256(data: string | Buffer): string {
  return crypto().createHash('sha256').update(data).digest('hex');
}

function equal(given: string, expected: string): boolean {
  return crypto().timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function crypto(): typeof import('crypto') {
  return builtin('crypto');
}
