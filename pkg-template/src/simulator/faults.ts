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
export type SimulatorFault = { times?: number | undefined } & (
  | { /** Never answers. */ kind: 'hang' }
  | { /** Cuts the connection instead of answering. */ kind: 'reset' }
  | { /** Cuts the connection within the answer. */ kind: 'truncate' }
  | { /** Answers with this HTTP status. */ kind: 'status'; status: number }
  | {
      /** Answers with something else than JSON, or with this body. */ kind: 'junk';
      body?: string | undefined;
    }
  | {
      /** Answers with this API error. */ kind: 'error';
      code: string;
      message?: string | undefined;
    }
  | {
      /** Answers with this CaptchaCode, whatever the ticket. */
      kind: 'code';
      captchaCode: number;
      /** More members of the answer, such as `EvilLevel`. */
      extra?: { [member: string]: unknown } | undefined;
    }
  | { /** Answers rightly, but late. */ kind: 'delay'; delayMs: number }
);

/** Every kind, with the member that it needs and the type of that; the compiler holds the list to the type. */
const KINDS: {
  readonly [kind in SimulatorFault['kind']]: readonly [string, 'number' | 'string'] | undefined;
} = {
  hang: undefined,
  reset: undefined,
  truncate: undefined,
  status: ['status', 'number'],
  junk: undefined,
  error: ['code', 'string'],
  code: ['captchaCode', 'number'],
  delay: ['delayMs', 'number'],
};

/** Throws for a fault that is misspelled, which would otherwise be another fault or none at all. */
export function checkFault(fault: SimulatorFault | null | undefined): void {
  if (fault === null || fault === undefined) return;
  const kind: unknown = typeof fault === 'object' ? fault.kind : undefined;
  if (typeof kind !== 'string' || !Object.prototype.hasOwnProperty.call(KINDS, kind)) {
    throw new TypeError(`fault.kind must be one of ${Object.keys(KINDS).join(', ')}`);
  }
  const needed = KINDS[kind as SimulatorFault['kind']];
  if (needed === undefined) return;
  const [name, type] = needed;
  if (typeof (fault as { [name: string]: unknown })[name] !== type) {
    throw new TypeError(`fault.${name} must be a ${type}, for the kind ${kind}`);
  }
  if (fault.kind === 'status' && !isHttpStatus(fault.status)) {
    throw new TypeError('fault.status must be a whole number from 200 to 599');
  }
}

function isHttpStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

/** What was answered: the member `Response`, or a text that is none; nothing where nothing was. */
export type Answered = (status?: number, answer?: object | string) => void;

/** Answers a request, in the way of the fault if there is one, and says what it answered. */
export function apply(
  fault: SimulatorFault | null,
  socket: Socket,
  response: ServerResponse,
  answer: () => object,
  answered: Answered,
): void {
  const send = (
    status: number,
    content: object | string,
    headers: { [name: string]: string } = {},
  ) => {
    const all = typeof content === 'string' ? content : withRequestId(content);
    const body = typeof all === 'string' ? all : JSON.stringify({ Response: all });
    const length = Buffer.byteLength(body);
    response.writeHead(status, { ...HEADERS, ...headers, 'Content-Length': length });
    if (fault?.kind === 'truncate') {
      response.write(body.slice(0, body.length / 2), () => socket.destroy());
    } else {
      response.end(body);
    }
    answered(status, all);
  };

  switch (fault?.kind) {
    case 'hang':
      answered();
      return;
    case 'reset':
      socket.destroy();
      answered();
      return;
    case 'status': {
      const redirect = fault.status >= 300 && fault.status < 400;
      // A redirect that somebody follows shows in the next request.
      send(fault.status, answer(), redirect ? { Location: '/moved' } : {});
      return;
    }
    case 'junk':
      send(200, fault.body ?? '<html><body>502 Bad Gateway</body></html>');
      return;
    case 'error': {
      const message = fault.message ?? 'made by the simulator';
      send(200, { Error: { Code: fault.code, Message: message } });
      return;
    }
    case 'code':
      send(200, { CaptchaCode: fault.captchaCode, CaptchaMsg: 'simulated', ...fault.extra });
      return;
    case 'delay':
      setTimeout(() => send(200, answer()), fault.delayMs).unref();
      return;
    default:
      send(200, answer());
  }
}

const HEADERS = { 'Content-Type': 'application/json' };
let requests = 0;

function withRequestId(response: object): object {
  requests += 1;
  const counter = `000000000000${requests.toString(16)}`.slice(-12);
  return { ...response, RequestId: `51a00000-0000-4000-8000-${counter}` };
}
