export const actors = ['page', 'captcha', 'backend', 'vendor'] as const;
export type Actor = (typeof actors)[number];

export type StepKind =
  | 'askToken'
  | 'giveToken'
  | 'open'
  | 'openWeb'
  | 'jump'
  | 'challenge'
  | 'event'
  | 'show'
  | 'callback'
  | 'unreachable'
  | 'askCheck'
  | 'askVendor'
  | 'vendorSays'
  | 'vendorSilent'
  | 'outcome';

export interface Step {
  kind: StepKind;
  from: Actor;
  to: Actor;
  /** What is crossing the wire, shown as it is. */
  detail: unknown;
  /** Goes beside the name: a code, a status. */
  note?: string;
  tone?: 'good' | 'bad';
}

const routes: Record<StepKind, [Actor, Actor]> = {
  askToken: ['page', 'backend'],
  giveToken: ['backend', 'page'],
  open: ['page', 'captcha'],
  openWeb: ['page', 'captcha'],
  jump: ['page', 'captcha'],
  challenge: ['captcha', 'vendor'],
  event: ['captcha', 'page'],
  show: ['captcha', 'page'],
  callback: ['captcha', 'page'],
  unreachable: ['captcha', 'vendor'],
  askCheck: ['page', 'backend'],
  askVendor: ['backend', 'vendor'],
  vendorSays: ['vendor', 'backend'],
  vendorSilent: ['vendor', 'backend'],
  outcome: ['backend', 'page'],
};

export function step(
  kind: StepKind,
  detail: unknown,
  more: Pick<Step, 'note' | 'tone'> = {},
): Step {
  const [from, to] = routes[kind];
  return { kind, from, to, detail, ...more };
}
