import { readProperty } from '../core/own.js';
import type { SignedRequest } from '../transport/signed-request.js';

const MAX_NAME_LENGTH = 100;
const MAX_MESSAGE_LENGTH = 500;
/** So much of a secret in a row gives it away: errors often quote only the beginning. */
const PIECE_LENGTH = 8;

/**
 * A copy of an error that says what failed and nothing else: its name, message and code, each of
 * bounded length.
 *
 * Errors of HTTP libraries and database clients carry along what they were asked to send, and an
 * outcome goes into logs. A text that quotes a secret of the request, or a part of one, is left out;
 * so is the password in an address.
 */
export function causeOf(error: unknown, request?: SignedRequest): Error {
  const secrets = request ? secretsOf(request) : [];
  const read = (from: unknown, name: string, maxLength: number): string | undefined => {
    const text = textOf(from, name)?.slice(0, maxLength);
    if (text === undefined) return undefined;
    return quotesAny(text, secrets) ? undefined : withoutLogins(text);
  };

  const name = read(error, 'name', MAX_NAME_LENGTH);
  const said = typeof error === 'string' ? { message: error } : error;
  const message =
    read(said, 'message', MAX_MESSAGE_LENGTH) ??
    (textOf(said, 'message') ? 'left out, because it quotes a secret' : 'unknown');
  const code =
    read(error, 'code', MAX_NAME_LENGTH) ??
    read(propertyOf(error, 'cause'), 'code', MAX_NAME_LENGTH);

  const cause = new Error(message);
  cause.stack = `${name ?? 'Error'}: ${message}`;
  if (name) define(cause, 'name', name);
  if (code) define(cause, 'code', code, true);
  return cause;
}

function textOf(value: unknown, name: string): string | undefined {
  const found = propertyOf(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function propertyOf(value: unknown, name: string): unknown {
  try {
    return readProperty(value, name);
  } catch {
    return undefined; // a getter or a proxy that throws
  }
}

function define(error: Error, name: string, value: string, enumerable = false): void {
  const descriptor = { __proto__: null, value, enumerable, configurable: true, writable: true };
  Object.defineProperty(error, name, descriptor as PropertyDescriptor);
}

/** What the request must keep to itself, in the forms in which it may be quoted. */
function secretsOf(request: SignedRequest): string[] {
  const { headers } = request;
  const body = JSON.parse(request.body) as unknown;
  const authorization = String(readProperty(headers, 'Authorization') ?? '');
  const secrets = [
    readProperty(body, 'AppSecretKey'),
    readProperty(body, 'Ticket'),
    readProperty(headers, 'X-TC-Token'),
    // Not by a regular expression: the engine would keep the text, as that of the last match.
    authorization.split('Credential=')[1]?.split('/')[0],
    authorization.split('Signature=')[1],
  ].filter((secret): secret is string => typeof secret === 'string' && secret !== '');
  const inJson = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  const inAddresses = secrets.map((secret) => encodeURIComponent(secret));
  return Array.from(new Set(secrets.concat(inJson, inAddresses)));
}

function quotesAny(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    if (secret.length < PIECE_LENGTH) return text.indexOf(secret) >= 0;
    for (let at = 0; at + PIECE_LENGTH <= text.length; at++) {
      if (secret.indexOf(text.slice(at, at + PIECE_LENGTH)) >= 0) return true;
    }
    return false;
  });
}

/** `redis://user:password@host` without what stands before the `@`, in addresses that are none, too. */
function withoutLogins(text: string): string {
  return text
    .split(' ')
    .map((word) => {
      const from = word.indexOf('//');
      const to = word.lastIndexOf('@');
      return from >= 0 && to > from ? `${word.slice(0, from)}//***${word.slice(to)}` : word;
    })
    .join(' ');
}
