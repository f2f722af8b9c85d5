// The demo server marks the pages it serves. Without the mark nothing is asked of any server.
const mark = document.querySelector<HTMLMetaElement>('meta[name="tcaptcha-demo"]')?.content;

export interface Demo {
  captchaAppId: string;
}

/** What the demo server said of itself, or null on any other server. */
export const demo: Demo | null = mark ? (JSON.parse(mark) as Demo) : null;

export type Flow = 'plugin' | 'mini-program' | 'web';
export type Solution = 'solved' | 'failed' | 'closed';

/** What the demo can make go wrong on the vendor's side. */
export type Trouble = 'service_down';

export interface CheckOutcome {
  status: 'passed' | 'rejected' | 'unavailable';
  reason?: string;
  message?: string;
  [name: string]: unknown;
}

/** One request of the backend to the vendor, and its answer; secrets are left out by the server. */
export interface Exchange {
  action: string;
  request: unknown;
  status: number | null;
  response: unknown;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return (await response.json()) as T;
}

export const fetchAid = (): Promise<{ aidEncrypted: string }> => post('api/aidEncrypted', {});

export const check = (captchaResult: unknown): Promise<CheckOutcome> =>
  post('api/check', { captchaResult });

/** Has the simulator hand over what the client would get; `null` when it would get nothing. */
export const solve = (input: {
  flow: Flow;
  outcome: Solution;
  aidEncrypted?: string;
  /** The ticket is another app's. */
  stolen?: boolean;
  /** The ticket is older than tickets may get. */
  aged?: boolean;
}): Promise<{ delivered: unknown }> => post('api/demo/solve', input);

export const setTrouble = (trouble: Trouble | null): Promise<unknown> =>
  post('api/demo/trouble', { trouble });

/** What crossed between backend and vendor since the last call. */
export const takeExchanges = (): Promise<{ exchanges: Exchange[] }> => post('api/demo/exchanges', {});
