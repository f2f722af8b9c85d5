import { builtin } from '../core/builtin.js';
import { inspectAid } from '../index.js';
import type { Parameters } from './parameters.js';

/** A captcha of the simulated account. */
export interface SimulatorApp {
  captchaAppId: string;
  appSecretKey: string;
  /** The console's switch that makes `aidEncrypted` mandatory, and good for one use. */
  requireAid?: boolean;
}

/** How the user comes to the captcha, and what becomes of it. */
export interface SolveInput {
  captchaAppId: string;
  aidEncrypted?: string;
  flow: 'plugin' | 'mini-program';
  /** `solved` when left out. */
  outcome?: 'solved' | 'failed' | 'closed';
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
const MINI_PROGRAM = 'wx5a3a7366fd07e119';

/** What the vendor keeps: its captchas, the tickets it has issued, the tokens it has seen. */
export function createService(apps: readonly SimulatorApp[], clock: () => number) {
  const known = new Map(apps.map((app) => [app.captchaAppId, { ...app }]));
  const tickets = new Map<string, Ticket>();
  const tokens = new Map<string, number>();

  function tokenProblem(app: SimulatorApp, aidEncrypted: string | undefined): string | undefined {
    if (aidEncrypted === undefined) return app.requireAid ? 'aidEncrypted is missing' : undefined;
    const nowSeconds = Math.floor(clock() / 1000);
    const { appSecretKey, captchaAppId } = app;
    const { problems, expiresAtSeconds = 0 } = inspectAid(aidEncrypted, {
      appSecretKey,
      captchaAppId,
      nowSeconds,
    });
    if (problems[0]) return `aidEncrypted: ${problems[0].code}`;
    if (app.requireAid) {
      if (tokens.has(aidEncrypted)) return 'aidEncrypted: replayed';
      tokens.set(aidEncrypted, expiresAtSeconds * 1000);
      forget(tokens, (expiresAtMs) => expiresAtMs < clock());
    }
    return undefined;
  }

  function issueTicket(
    captchaAppId: string,
    flow: SolveInput['flow'],
  ): [string, string | undefined] {
    const ticket = `tr0${random(48)}`;
    const randstr = flow === 'mini-program' ? `@${random(4)}` : undefined;
    tickets.set(ticket, { captchaAppId, randstr, issuedAtMs: clock(), used: false });
    forget(tickets, (old) => old.issuedAtMs + TICKET_MEMORY_MS < clock());
    return [ticket, randstr];
  }

  function solve(input: SolveInput): unknown {
    const { captchaAppId, aidEncrypted, flow, outcome = 'solved' } = input;
    if (flow !== 'plugin' && flow !== 'mini-program') {
      throw new Error("flow must be 'plugin' or 'mini-program'");
    }
    const app = known.get(captchaAppId);
    const problem = app ? tokenProblem(app, aidEncrypted) : 'no such CaptchaAppId';
    if (problem) {
      return flow === 'plugin'
        ? { type: 'error', detail: { errMsg: `1006 ${problem}` } }
        : showOptions({ ret: 1 });
    }
    if (outcome === 'closed') {
      return flow === 'plugin' ? { type: 'close', detail: { ret: 2 } } : showOptions({ ret: 2 });
    }
    if (outcome === 'failed') {
      return flow === 'plugin' ? { type: 'verify', detail: { ret: 1 } } : showOptions({ ret: 1 });
    }
    const [ticket, randstr] = issueTicket(captchaAppId, flow);
    return flow === 'plugin'
      ? { type: 'verify', detail: { ret: 0, ticket } }
      : showOptions({ ret: 0, ticket, randstr });
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

function showOptions(extraData: object): object {
  return {
    path: 'pages/index/index',
    query: {},
    scene: 1038,
    referrerInfo: { appId: MINI_PROGRAM, extraData },
  };
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
