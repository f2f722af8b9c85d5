import { builtin } from '../core/builtin.js';
import { type AidInspection, inspectAid } from '../index.js';
import type { Parameters } from './parameters.js';
import { checkChoice, type Delivery, deliver } from './delivery.js';

/** A captcha of the simulated account. */
export interface SimulatorApp {
  captchaAppId: string;
  appSecretKey: string;
  /** The console's switch that makes `aidEncrypted` mandatory, and good for one use. */
  requireAid?: boolean | undefined;
}

/** How the user comes to the captcha, and what becomes of it. */
export interface SolveInput {
  captchaAppId: string;
  aidEncrypted?: string | undefined;
  /** The web widget's option of this name; either mode is taken when it is left out. */
  aidEncryptedType?: 'cbc' | 'gcm' | undefined;
  /** The web widget's option of this name: the additional authenticated data as Base64. */
  aidEncryptedAad?: string | undefined;
  /** `web` is TCaptcha.js. */
  flow: 'plugin' | 'mini-program' | 'web';
  /** `solved` when left out. */
  outcome?: 'solved' | 'failed' | 'closed' | undefined;
}

interface Ticket {
  captchaAppId: string;
  randstr: string | undefined;
  issuedAtMs: number;
  used: boolean;
}

const TICKET_LIFE_MS = 300_000;
/** How long a ticket is known at all: long enough to tell an expired one from an invented one. */
const TICKET_MEMORY_MS = 900_000;

/** What the vendor keeps: its captchas, the tickets it has issued, the tokens it has seen. */
export function createService(apps: readonly SimulatorApp[], clock: () => number) {
  const known = new Map(apps.map((app) => [app.captchaAppId, { ...app }]));
  const tickets = new Map<string, Ticket>();
  const tokens = new Map<string, number>();

  function tokenProblem(app: SimulatorApp, input: SolveInput): string | undefined {
    const { aidEncrypted } = input;
    if (aidEncrypted === undefined) return app.requireAid ? 'aidEncrypted is missing' : undefined;
    const { problems, expiresAtSeconds = 0 } = inspect(app, aidEncrypted, input);
    if (problems[0]) return `aidEncrypted: ${problems[0].code}`;
    if (app.requireAid) {
      if (tokens.has(aidEncrypted)) return 'aidEncrypted: replayed';
      tokens.set(aidEncrypted, expiresAtSeconds * 1000);
      forget(tokens, (expiresAtMs) => expiresAtMs < clock());
    }
    return undefined;
  }

  /** The mini-program plugin takes CBC only; the web widget what its options say. */
  function inspect(app: SimulatorApp, aidEncrypted: string, input: SolveInput): AidInspection {
    const { appSecretKey, captchaAppId } = app;
    const nowSeconds = Math.floor(clock() / 1000);
    const { flow, aidEncryptedType, aidEncryptedAad } = input;
    const webModes = aidEncryptedType ? [aidEncryptedType] : (['cbc', 'gcm'] as const);
    const inspections = (flow === 'web' ? webModes : (['cbc'] as const)).map((mode) =>
      inspectAid(aidEncrypted, {
        appSecretKey,
        captchaAppId,
        nowSeconds,
        mode,
        ...(mode === 'gcm' &&
          aidEncryptedAad !== undefined && { aad: Buffer.from(aidEncryptedAad, 'base64') }),
      }),
    );
    // A token of the other mode usually has a length that this one cannot have.
    const isLikely = ({ problems }: AidInspection) => problems[0]?.code !== 'wrong_length';
    return (inspections.find(({ valid }) => valid) ??
      inspections.find(isLikely) ??
      inspections[0]) as AidInspection;
  }

  function issueTicket(captchaAppId: string, flow: SolveInput['flow']): Delivery {
    const ticket = `tr0${random(48)}`;
    const randstr = flow === 'plugin' ? undefined : `@${random(4)}`;
    tickets.set(ticket, { captchaAppId, randstr, issuedAtMs: clock(), used: false });
    forget(tickets, (old) => old.issuedAtMs + TICKET_MEMORY_MS < clock());
    return { outcome: 'solved', ticket, randstr };
  }

  function solve(input: SolveInput): unknown {
    const { captchaAppId, flow, outcome = 'solved' } = input;
    checkChoice(flow, outcome);
    const app = known.get(captchaAppId);
    const problem = app ? tokenProblem(app, input) : 'no such CaptchaAppId';
    const delivery = problem
      ? { outcome: 'refused' as const, problem }
      : outcome === 'solved'
        ? issueTicket(captchaAppId, flow)
        : { outcome };
    return deliver(flow, delivery, { captchaAppId, nowSeconds: Math.floor(clock() / 1000) });
  }

  function check(asked: Parameters): object {
    const isWeb = asked.action === 'web';
    const app = known.get(String(asked.CaptchaAppId));
    if (!app) return isWeb ? code(100, 'no such appid') : code(16, 'no such appid');
    if (app.appSecretKey !== asked.AppSecretKey) {
      return isWeb ? code(100, 'appid-secretkey-ticket mismatch') : code(15, 'decrypt fail');
    }
    if (asked.CaptchaType !== 9 || !isIp(asked.UserIp)) return code(15, 'decrypt fail');
    if (/^tr?error_/.test(asked.Ticket)) return code(21, 'diff');
    const ticket = tickets.get(asked.Ticket);
    if (!ticket) {
      return asked.Ticket.indexOf('tr0') === 0 || isWeb
        ? code(15, 'decrypt fail')
        : code(10, 'ticket format error');
    }
    // Tickets of the plugin are for Mini, those with a randstr for Web.
    if (isWeb !== (ticket.randstr !== undefined)) return code(15, 'decrypt fail');
    if (ticket.captchaAppId !== app.captchaAppId) {
      return isWeb ? code(16, 'appid-ticket mismatch') : code(7, 'appid-ticket mismatch');
    }
    if (isWeb && ticket.randstr !== asked.Randstr) return code(7, 'captcha no match');
    if (clock() - ticket.issuedAtMs > TICKET_LIFE_MS) return code(8, 'ticket expired');
    // For Mini the vendor has published no code of its own for this.
    if (ticket.used) return isWeb ? code(9, 'ticket reused') : code(25, 'invalid ticket');
    ticket.used = true;
    return isWeb ? { ...code(1, 'OK'), EvilLevel: 0, GetCaptchaTime: 0 } : code(1, 'OK');
  }

  return { solve, check };
}

function code(CaptchaCode: number, CaptchaMsg: string): object {
  return { CaptchaCode, CaptchaMsg };
}

/** Drops old entries from the front, where the oldest are. */
function forget<Value>(map: Map<string, Value>, isOld: (value: Value) => boolean): void {
  for (const [key, value] of map) {
    if (!isOld(value)) return;
    map.delete(key);
  }
}

function random(bytes: number): string {
  const { randomBytes } = builtin('crypto');
  return randomBytes(bytes).toString('base64').replace(/[+/=]/g, '0');
}

function isIp(text: string): boolean {
  return builtin('net').isIP(text) !== 0;
}
