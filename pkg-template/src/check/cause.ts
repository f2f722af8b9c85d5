import type { SignedRequest } from './verifier.js';

/**
 * A copy of an error that says what failed and nothing else: its name, message and code.
 *
 * Errors of HTTP libraries and database clients carry along what they were asked to send, and an
 * outcome goes into logs. A message that quotes a secret of the request is left out.
 */
export function causeOf(error: unknown, request?: SignedRequest): Error {
  const name = textOf(error, 'name');
  let message = textOf(error, 'message') ?? (typeof error === 'string' ? error : 'unknown');
  if (request && secretsOf(request).some((secret) => message.indexOf(secret) >= 0)) {
    message = 'left out, because it quotes a secret';
  }
  const cause = new Error(message.slice(0, 500));
  cause.stack = `${name ?? 'Error'}: ${cause.message}`;
  if (name) Object.defineProperty(cause, 'name', { value: name, configurable: true });
  const code = textOf(error, 'code') ?? textOf(readProperty(error, 'cause'), 'code');
  if (code) (cause as NodeJS.ErrnoException).code = code.slice(0, 100);
  return cause;
}

function textOf(value: unknown, name: string): string | undefined {
  const found = readProperty(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function readProperty(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null
      ? (value as { [name: string]: unknown })[name]
      : undefined;
  } catch {
    return undefined;
  }
}

function secretsOf(request: SignedRequest): string[] {
  const { AppSecretKey, Ticket } = JSON.parse(request.body) as { [name: string]: string };
  const { 'X-TC-Token': token, Authorization: authorization } = request.headers;
  const signature = authorization?.split('Signature=')[1];
  const secrets = [AppSecretKey, Ticket, token, signature];
  return secrets.filter((secret): secret is string => !!secret);
}
