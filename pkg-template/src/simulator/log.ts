import type { IncomingMessage } from 'http';

/** One request to the simulator, as far as it is no secret. */
export interface SimulatorRequest {
  /** What was asked for: the header X-TC-Action. */
  action: string;
  /** The parameters, without the AppSecretKey, and with the beginning of ticket and randstr only. */
  asked: { [name: string]: string | number };
  /** The HTTP status; `undefined` if there was no answer (the faults hang and reset). */
  status: number | undefined;
  /** The answer's member `Response`; the beginning of the text of an answer that is none. */
  answer: object | string | undefined;
  /** The kind of the fault that decided it. */
  fault?: string;
}

/** How much of a value that may be worth something is shown. */
const SHOWN_LENGTH = 6;
const MAX_LENGTH = 100;

/** What may be shown of a parameter; nothing of any other. */
const SHOWN: { [name: string]: (text: string) => string } = {
  CaptchaType: bounded,
  CaptchaAppId: bounded,
  Ticket: beginningOf,
  Randstr: beginningOf,
  UserIp: bounded,
  BusinessId: bounded,
  SceneId: bounded,
};

/** What was asked, without secrets. */
export function readAsked(
  { headers }: IncomingMessage,
  body: Buffer,
): Pick<SimulatorRequest, 'action' | 'asked'> {
  const asked: SimulatorRequest['asked'] = {};
  const given = parse(body);
  for (const name of Object.keys(SHOWN)) {
    if (!Object.prototype.hasOwnProperty.call(given, name)) continue;
    const value = given[name];
    const show = SHOWN[name] as (text: string) => string;
    asked[name] = typeof value === 'number' ? value : show(String(value));
  }
  return { action: bounded(String(headers['x-tc-action'] ?? '')), asked };
}

function parse(body: Buffer): { [name: string]: unknown } {
  try {
    return Object(JSON.parse(body.toString('utf8'))) as { [name: string]: unknown };
  } catch {
    return {};
  }
}

export function bounded(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function beginningOf(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : '…';
}
