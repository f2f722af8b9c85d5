// What only the service can tell: one signed question about a made-up ticket to each interface.

import type { VerifyAction } from '../../index.js';
import { type Context, optionalAppId } from '../context.js';
import type { DoctorTexts } from '../texts/doctor.js';
import { judge, SERVICE_PARTS, type ServicePart, type Verdict, type Verdicts } from './judge.js';
import { findCredentials } from './local.js';
import type { Part, PartState } from './part.js';
import { ask, type Asker, type Reading, signingProblem, STAND_IN } from './question.js';

/** Which interface checks the tickets of which flow. */
const ACTIONS: { [flow in 'plugin' | 'mini-program']: VerifyAction } = {
  plugin: 'DescribeCaptchaMiniResult',
  'mini-program': 'DescribeCaptchaResult',
};
export type Flow = keyof typeof ACTIONS;

/** Asks about the tickets of this flow, or of both. */
export async function checkService(context: Context, flow: Flow | undefined): Promise<Part[]> {
  const { texts, terminal } = context;
  const { doctor } = texts;
  // Before anything is sent, and apart from the one object of --json.
  terminal.note(doctor.mayBeCounted);
  const asker = readAsker(context);
  const flows = flow === undefined ? (Object.keys(ACTIONS) as Flow[]) : [flow];
  const found: [VerifyAction, Verdicts][] = [];
  for (const action of flows.map((one) => ACTIONS[one])) {
    const reading = await ask(asker, action);
    found.push([action, judge(reading, action, doctor)]);
    // The other one goes the same way.
    if (!isAnswer(reading)) break;
  }
  return SERVICE_PARTS.map((name) => {
    const missing = asker.missing[name];
    return missing
      ? { name, state: 'skipped', message: missing }
      : combine(
          name,
          found.map(([action, verdicts]) => [action, verdicts[name]]),
        );
  });
}

/** The same parts, when nothing is to be sent. */
export function skipService({ texts }: Context): Part[] {
  return SERVICE_PARTS.map((name) => ({ name, state: 'skipped', message: texts.doctor.offline }));
}

type AskerAndMissing = Asker & { readonly missing: { readonly [part in ServicePart]?: string } };

/** Stands in for what is missing, whose parts are then skipped. */
function readAsker(context: Context): AskerAndMissing {
  const { line, env, texts } = context;
  const endpoint = line.values.endpoint || env.CAPTCHA_ENDPOINT || undefined;
  const app = {
    captchaAppId: optionalAppId(context) ?? '',
    appSecretKey: env.CAPTCHA_APP_SECRET_KEY ?? '',
  };
  const hasApp = signingProblem(app) === undefined;
  const credentials = findCredentials(env);
  const hasCredentials = credentials !== undefined && signingProblem({ credentials }) === undefined;
  const { needsKeys, needsCredentials } = texts.doctor;
  const missing: { [part in ServicePart]?: string } = {};
  if (!hasApp) missing.app = missing.package = needsKeys;
  if (!hasCredentials) {
    for (const part of ['api_key', 'permission', 'package', 'app'] as const) {
      missing[part] = needsCredentials;
    }
  }
  return {
    ...STAND_IN,
    ...(hasApp ? app : {}),
    ...(hasCredentials ? { credentials } : {}),
    endpoint,
    missing,
  };
}

function isAnswer({ kind }: Reading): boolean {
  return kind === 'captcha_code' || kind === 'api_error' || kind === 'http_error';
}

const RANK: { [state in PartState]: number } = { failed: 3, unproven: 2, ok: 1, skipped: 0 };

/** The worst of what both say; where they differ, whose it is. */
function combine(name: ServicePart, all: readonly (readonly [VerifyAction, Verdict])[]): Part {
  const state = all
    .map(([, verdict]) => verdict.state)
    .reduce((worst, one) => (RANK[one] > RANK[worst] ? one : worst));
  const worst = all.filter(([, verdict]) => verdict.state === state);
  const [, first] = worst[0] as readonly [VerifyAction, Verdict];
  if (state === 'ok' || state === 'skipped') return { name, state, message: first.say('') };
  // Both alike: said once, without the interface's name.
  const isSame = worst.length === all.length && worst.every(([, one]) => isAlike(one, first));
  const shown = isSame ? worst.slice(0, 1) : worst;
  const said = ([action, { code, requestId }]: readonly [VerifyAction, Verdict]) =>
    (isSame ? '' : `${action}: `) + code + (requestId ? `, RequestId ${requestId}` : '');
  const hasOneText = shown.every(([, { say }]) => say('') === first.say(''));
  const message = hasOneText
    ? first.say(shown.map(said).join('; '))
    : shown.map((one) => one[1].say(said(one))).join('; ');
  return { name, state, message };
}

function isAlike(one: Verdict, other: Verdict): boolean {
  return one.code === other.code && one.say('') === other.say('');
}

/** What the last line says. */
export function summaryOf(parts: readonly Part[], texts: DoctorTexts): [PartState, string] {
  const named = (state: PartState) =>
    parts
      .filter((part) => part.state === state)
      .map((part) => texts.names[part.name])
      .join(texts.comma);
  const [failed, unproven, skipped] = [named('failed'), named('unproven'), named('skipped')];
  if (failed) return ['failed', texts.someFailed(failed)];
  if (unproven) return ['unproven', texts.someUnproven(unproven)];
  if (skipped) return ['skipped', texts.someSkipped(skipped)];
  return ['ok', texts.allRight];
}
