/** How the user comes to the captcha. */
export type Flow = 'plugin' | 'mini-program' | 'web';

/** What became of a captcha. */
export type Delivery =
  | { outcome: 'solved'; ticket: string; randstr: string | undefined }
  | { outcome: 'failed' | 'closed' }
  | { outcome: 'refused'; problem: string };

interface Shown {
  captchaAppId: string;
  nowSeconds: number;
}

type Form = (delivery: Delivery, shown: Shown) => unknown;

const MINI_PROGRAM = 'wx5a3a7366fd07e119';
/** The error code of the web widget for a configuration that it cannot get. */
const REFUSED = 1006;

/** The form in which each flow hands it to the client. */
const FORMS: { readonly [flow in Flow]: Form } = {
  plugin(delivery) {
    switch (delivery.outcome) {
      case 'solved':
        return { type: 'verify', detail: { ret: 0, ticket: delivery.ticket } };
      case 'failed':
        return { type: 'verify', detail: { ret: 1 } };
      case 'closed':
        return { type: 'close', detail: { ret: 2 } };
      case 'refused':
        return { type: 'error', detail: { errMsg: `${REFUSED} ${delivery.problem}` } };
    }
  },
  'mini-program'(delivery) {
    const { outcome } = delivery;
    if (outcome === 'closed') return showOptions({ ret: 2 });
    if (outcome !== 'solved') return showOptions({ ret: 1 });
    const { ticket, randstr } = delivery;
    return showOptions({ ret: 0, ticket, randstr });
  },
  // Page 1110/36841. The widget hides its own errors in a disaster-recovery ticket; that it does so for a
  // bad token as well is inferred.
  web(delivery, { captchaAppId, nowSeconds }) {
    switch (delivery.outcome) {
      case 'solved': {
        const { ticket, randstr } = delivery;
        return { ret: 0, ticket, randstr, CaptchaAppId: captchaAppId };
      }
      case 'failed':
        return null;
      case 'closed':
        return { ret: 2, ticket: null };
      case 'refused':
        return {
          ret: 0,
          ticket: `trerror_${REFUSED}_${captchaAppId}_${nowSeconds}`,
          randstr: '@simulated',
          errorCode: REFUSED,
          errorMessage: delivery.problem,
        };
    }
  },
};

/** What the client gets. */
export function deliver(flow: Flow, delivery: Delivery, shown: Shown): unknown {
  return FORMS[flow](delivery, shown);
}

/** Throws for an unknown flow or outcome. */
export function checkChoice(flow: unknown, outcome: unknown): void {
  if (typeof flow !== 'string' || !Object.prototype.hasOwnProperty.call(FORMS, flow)) {
    throw new Error(`flow must be one of ${Object.keys(FORMS).join(', ')}`);
  }
  if (outcome !== 'solved' && outcome !== 'failed' && outcome !== 'closed') {
    throw new Error('outcome must be one of solved, failed, closed');
  }
}

function showOptions(extraData: object): object {
  return {
    path: 'pages/index/index',
    query: {},
    scene: 1038,
    referrerInfo: { appId: MINI_PROGRAM, extraData },
  };
}
