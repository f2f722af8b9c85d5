import type { ServerResponse } from 'http';
import type { Socket } from 'net';

/**
 * How requests fail; `times` says how many of them, all of them when left out.
 *
 * @example
 * simulator.setFault({ kind: 'code', captchaCode: 26, times: 1 });
 * await captcha.check({ captchaResult, userIp }); // unavailable, service
 * await captcha.check({ captchaResult, userIp }); // passed
 */
export type SimulatorFault = { times?: number } & (
  | { /** Never answers. */ kind: 'hang' }
  | { /** Cuts the connection instead of answering. */ kind: 'reset' }
  | { /** Cuts the connection within the answer. */ kind: 'truncate' }
  | { /** Answers with this HTTP status. */ kind: 'status'; status: number }
  | { /** Answers with something else than JSON, or with this body. */ kind: 'junk'; body?: string }
  | { /** Answers with this API error. */ kind: 'error'; code: string; message?: string }
  | {
      /** Answers with this CaptchaCode, whatever the ticket. */
      kind: 'code';
      captchaCode: number;
      /** More members of the answer, such as `EvilLevel`. */
      extra?: { [member: string]: unknown };
    }
  | { /** Answers rightly, but late. */ kind: 'delay'; delayMs: number }
);

/** Every kind; the compiler holds the list to the type. */
const KINDS: { [kind in SimulatorFault['kind']]: true } = {
  hang: true,
  reset: true,
  truncate: true,
  status: true,
  junk: true,
  error: true,
  code: true,
  delay: true,
};

/** Throws for a fault whose kind is misspelled, which would otherwise be no fault at all. */
export function checkFault(fault: SimulatorFault | null | undefined): void {
  if (fault === null || fault === undefined) return;
  const kind: unknown = typeof fault === 'object' ? fault.kind : undefined;
  if (typeof kind === 'string' && Object.prototype.hasOwnProperty.call(KINDS, kind)) return;
  throw new TypeError(`fault.kind must be one of ${Object.keys(KINDS).join(', ')}`);
}

/** Answers a request, in the way of the fault if there is one. */
export function apply(
  fault: SimulatorFault | null,
  socket: Socket,
  response: ServerResponse,
  answer: () => object,
): void {
  switch (fault?.kind) {
    case 'hang':
      return;
    case 'reset':
      socket.destroy();
      return;
    case 'truncate': {
      const body = envelope(answer());
      response.writeHead(200, { ...HEADERS, 'Content-Length': Buffer.byteLength(body) });
      response.write(body.slice(0, body.length / 2), () => socket.destroy());
      return;
    }
    case 'status': {
      const redirect = fault.status >= 300 && fault.status < 400;
      // A redirect that somebody follows shows in the next request.
      respond(response, fault.status, envelope(answer()), redirect ? { Location: '/moved' } : {});
      return;
    }
    case 'junk':
      respond(response, 200, fault.body ?? '<html><body>502 Bad Gateway</body></html>');
      return;
    case 'error': {
      const message = fault.message ?? 'made by the simulator';
      respond(response, 200, envelope({ Error: { Code: fault.code, Message: message } }));
      return;
    }
    case 'code':
      respond(
        response,
        200,
        envelope({ CaptchaCode: fault.captchaCode, CaptchaMsg: 'simulated', ...fault.extra }),
      );
      return;
    case 'delay':
      setTimeout(() => respond(response, 200, envelope(answer())), fault.delayMs).unref();
      return;
    default:
      respond(response, 200, envelope(answer()));
  }
}

const HEADERS = { 'Content-Type': 'application/json' };
let requests = 0;

function envelope(response: object): string {
  requests += 1;
  const counter = `000000000000${requests.toString(16)}`.slice(-12);
  return JSON.stringify({
    Response: { ...response, RequestId: `51a00000-0000-4000-8000-${counter}` },
  });
}

function respond(
  response: ServerResponse,
  status: number,
  body: string,
  headers: { [name: string]: string } = {},
): void {
  response.writeHead(status, { ...HEADERS, ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
