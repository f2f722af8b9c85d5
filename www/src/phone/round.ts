import { signal } from '@preact/signals';
import {
  type CheckOutcome,
  check,
  demo,
  fetchAid,
  type Flow,
  type Solution,
  setTrouble,
  solve,
  takeExchanges,
} from './backend.ts';
import { flowForms } from './flows.ts';
import { type Step, step } from './steps.ts';

/** What can be made to go wrong, with the outcome that the documentation promises. */
export const mishaps = {
  replay: 'rejected · replayed',
  expired: 'rejected · expired',
  fallback: 'rejected · fallback_ticket',
  service: 'unavailable · service',
  stolen: 'rejected · mismatch',
} as const;
export type Mishap = keyof typeof mishaps;

export const flow = signal<Flow>('plugin');
export const steps = signal<Step[]>([]);
/** `captcha`: the widget is open and waits for the user. */
export const stage = signal<'idle' | 'busy' | 'captcha' | 'done'>('idle');
export const outcome = signal<CheckOutcome | null>(null);
/** The user closed the captcha or failed it: nothing was sent to be checked. */
export const ended = signal<Exclude<Solution, 'solved'> | null>(null);
/** The web widget goes on by itself after a failed attempt: it says so, and stays open. */
export const again = signal(false);
export const trouble = signal<string | null>(null);
export const mishap = signal<Mishap | null>(null);

const captchaAppId = demo?.captchaAppId ?? '';
let aidEncrypted: string | undefined;

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Adds a step, slowly enough for an eye to follow. */
async function show(next: Step): Promise<void> {
  steps.value = [...steps.value, next];
  await new Promise((resolve) => setTimeout(resolve, calm.matches ? 0 : 320));
}

/** Up to the point where the captcha is on the screen. */
async function begin(): Promise<void> {
  steps.value = [];
  outcome.value = null;
  ended.value = null;
  again.value = false;
  trouble.value = null;
  stage.value = 'busy';
  aidEncrypted = undefined;
  const form = flowForms[flow.value];
  // The captcha mini program takes no token.
  if (flow.value !== 'mini-program') {
    await show(step('askToken', {}));
    const answer = await fetchAid();
    aidEncrypted = answer.aidEncrypted;
    await show(step('giveToken', answer));
  }
  await show(step(form.opening, form.options(captchaAppId, aidEncrypted)));
}

/** From the captcha to what the page gets from it; `null` when it gets nothing. */
async function deliver(
  result: Solution,
  odd: { stolen?: boolean; aged?: boolean } = {},
): Promise<unknown> {
  stage.value = 'busy';
  const note = result === 'solved' ? {} : { note: result };
  await show(step('challenge', { simulated: true, outcome: result }, note));
  const { delivered } = await solve({
    flow: flow.value,
    outcome: result,
    ...odd,
    ...(aidEncrypted === undefined ? {} : { aidEncrypted }),
  });
  if (delivered === null) return null;
  const { arrival, retOf } = flowForms[flow.value];
  const ret = retOf(delivered);
  await show(step(arrival, delivered, { note: `ret ${ret ?? '–'}` }));
  if (ret === undefined) throw new Error(JSON.stringify(delivered));
  return delivered;
}

async function submit(captchaResult: unknown): Promise<void> {
  await show(step('askCheck', { captchaResult }));
  await takeExchanges();
  const result = await check(captchaResult);
  for (const exchange of (await takeExchanges()).exchanges) {
    await show(step('askVendor', exchange.request, { note: exchange.action }));
    await show(
      exchange.status === null
        ? step('vendorSilent', exchange.response, { tone: 'bad' })
        : step('vendorSays', exchange.response, { note: noteOf(exchange.response) }),
    );
  }
  outcome.value = result;
  await show(
    step('outcome', result, {
      note: describe(result),
      tone: result.status === 'passed' ? 'good' : 'bad',
    }),
  );
}

export const describe = ({ status, reason }: CheckOutcome): string =>
  reason ? `${status} · ${reason}` : status;

function noteOf(response: unknown): string {
  const inner = (response as { Response?: { CaptchaCode?: number; Error?: { Code?: string } } })
    ?.Response;
  return inner?.Error?.Code ?? `CaptchaCode ${inner?.CaptchaCode ?? '–'}`;
}

/** One thing at a time; what fails is shown, never swallowed. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : String(error);
    stage.value = 'done';
  }
}

export const tap = (): Promise<void> =>
  guarded(async () => {
    mishap.value = null;
    await begin();
    stage.value = 'captcha';
  });

/** What the user does with the captcha. */
export const answer = (result: Solution): Promise<void> =>
  guarded(async () => {
    const delivered = await deliver(result);
    if (delivered === null) {
      again.value = true;
      stage.value = 'captcha';
      return;
    }
    if (result === 'solved') await submit(delivered);
    else ended.value = result;
    stage.value = 'done';
  });

/** Plays a whole round in which one thing goes wrong. */
export const play = (kind: Mishap): Promise<void> =>
  guarded(async () => {
    mishap.value = kind;
    await begin();
    if (kind === 'fallback') {
      await show(step('unreachable', { errorCode: 1001 }, { tone: 'bad' }));
      const forged = fallbackResult();
      await show(step(flowForms[flow.value].arrival, forged, { note: 'ret 0' }));
      await submit(forged);
    } else {
      const delivered = await deliver('solved', {
        stolen: kind === 'stolen',
        aged: kind === 'expired',
      });
      if (kind === 'service') await setTrouble('service_down');
      await submit(delivered).finally(() => kind === 'service' && setTrouble(null));
      if (kind === 'replay') await submit(delivered);
    }
    stage.value = 'done';
  });

/** What the client's script makes up when the service is out of reach; anybody can write one. */
function fallbackResult(): unknown {
  const ticket = `trerror_1001_${captchaAppId}_${Math.floor(Date.now() / 1000)}`;
  return flowForms[flow.value].fallback({ ret: 0, ticket, randstr: '@abc' });
}

export function chooseFlow(next: Flow): void {
  flow.value = next;
  steps.value = [];
  outcome.value = null;
  ended.value = null;
  mishap.value = null;
  trouble.value = null;
  stage.value = 'idle';
}
