// What the page may ask of the demo besides the backend's own two addresses.
import { readBody, sendJson } from './http.mjs';

/** What can be made to go wrong, as the simulator knows it. */
const troubles = {
  service_down: { kind: 'error', code: 'InternalError' },
};

/** Tickets live for 5 minutes. */
const AGED_MS = 6 * 60 * 1000;

const flows = ['plugin', 'mini-program', 'web'];
const outcomes = ['solved', 'failed', 'closed'];

export function createDemoApi({ simulator, clock, recorder, apps }) {
  const actions = {
    '/api/demo/solve': ({ flow, outcome, aidEncrypted, stolen, aged }) => {
      if (!flows.includes(flow) || !outcomes.includes(outcome)) return undefined;
      const app = stolen === true ? apps.other : apps.own;
      const input = { captchaAppId: app.captchaAppId, flow, outcome };
      // Another app's captcha would not take this app's token, nor one from the future.
      if (typeof aidEncrypted === 'string' && stolen !== true && aged !== true) {
        input.aidEncrypted = aidEncrypted;
      }
      clock.offsetMs = aged === true ? -AGED_MS : 0;
      try {
        return { delivered: simulator.solve(input) };
      } finally {
        clock.offsetMs = 0;
      }
    },
    '/api/demo/trouble': ({ trouble }) => {
      if (trouble !== null && !Object.hasOwn(troubles, trouble)) return undefined;
      simulator.setFault(trouble === null ? null : troubles[trouble]);
      return { trouble };
    },
    '/api/demo/exchanges': () => ({ exchanges: recorder.take() }),
  };
  /** Answers and gives true, or leaves the request alone and gives false. */
  return async function handle(request, response, path) {
    const action = Object.hasOwn(actions, path) ? actions[path] : undefined;
    if (!action) return false;
    if (request.method !== 'POST') {
      sendJson(response, 405, { error: 'POST only' });
      return true;
    }
    // Other sites' pages can send text and forms without asking, but no JSON.
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      sendJson(response, 415, { error: 'application/json only' });
      return true;
    }
    const body = await readBody(request);
    let input;
    try {
      input = JSON.parse(body.toString('utf8'));
    } catch {
      input = undefined;
    }
    const answer = input && typeof input === 'object' ? action(input) : undefined;
    if (answer) sendJson(response, 200, answer);
    else sendJson(response, 400, { error: 'not understood' });
    return true;
  };
}
