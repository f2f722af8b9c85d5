// Each fault of the simulator and each CaptchaCode gives its event; under load none is lost or doubled.

import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { test } from 'node:test';
import { inspect } from 'node:util';
import {
  APP_SECRET_KEY,
  captchaOptions,
  CREDENTIALS,
  label,
  lib,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const CHANNEL = 'tcaptcha-wasm:check';

/** `status/reason`, or the code of an error: what `label` says of the check itself. */
const labelOf = ({ status, reason, code }) => code ?? (reason ? `${status}/${reason}` : status);

const FAULTS = [
  [null, 'passed'],
  [{ kind: 'hang' }, 'unavailable/timeout'],
  [{ kind: 'reset' }, 'unavailable/network'],
  [{ kind: 'truncate' }, 'unavailable/network'],
  [{ kind: 'status', status: 302 }, 'unavailable/service'],
  [{ kind: 'status', status: 503 }, 'unavailable/service'],
  [{ kind: 'status', status: 429 }, 'unavailable/rate_limited'],
  [{ kind: 'junk' }, 'unavailable/service'],
  [{ kind: 'delay', delayMs: 20 }, 'passed'],
  [{ kind: 'error', code: 'InternalError' }, 'unavailable/service'],
  [{ kind: 'error', code: 'RequestLimitExceeded' }, 'unavailable/rate_limited'],
  [{ kind: 'error', code: 'AuthFailure.SecretIdNotFound' }, 'ERR_CAPTCHA_AUTH'],
  [{ kind: 'error', code: 'InvalidParameter' }, 'ERR_CAPTCHA_REQUEST'],
  [{ kind: 'code', captchaCode: 31 }, 'unavailable/quota'],
];

/** A captcha whose events are kept, and one of them that does not wait long. */
async function observed(t) {
  const { simulator, url } = await roundTrip(t);
  const events = [];
  const onCheck = (event) => events.push(event);
  const patient = lib.createCaptcha({ ...captchaOptions(url), onCheck });
  const hasty = lib.createCaptcha({ ...captchaOptions(url), timeoutMs: 100, onCheck });
  t.after(() => {
    patient.dispose();
    hasty.dispose();
  });
  return { simulator, events, captchaFor: (fault) => (fault?.kind === 'hang' ? hasty : patient) };
}

test('every fault of the simulator gives its event', async (t) => {
  const { simulator, events, captchaFor } = await observed(t);
  const kinds = new Set();
  for (const [fault, expected] of FAULTS) {
    for (const flow of ['plugin', 'mini-program']) {
      simulator.setFault(fault);
      const check = captchaFor(fault).check({
        captchaResult: solve(simulator, flow),
        userIp: USER_IP,
      });
      const name = `${inspect(fault)}, ${flow}`;
      assert.equal(await label(check), expected, name);
      assert.equal(events.length, 1, name);
      const event = events.pop();
      assert.equal(labelOf(event), expected, name);
      assert.equal(event.origin, flow);
      const isTwice = fault?.code === 'RequestLimitExceeded';
      assert.equal(event.attempts, isTwice ? 2 : 1, name);
      assert.equal(event.captchaCode, fault?.captchaCode, name);
      assert.ok(Object.isFrozen(event));
      kinds.add(fault?.kind);
    }
  }
  // A kind that is new in the simulator belongs into the table.
  assert.throws(
    () => simulator.setFault({ kind: 'x' }),
    (error) => {
      const named = /one of (.*)$/.exec(error.message)[1].split(', ');
      assert.deepEqual([...kinds].filter(Boolean).sort(), named.sort());
      return true;
    },
  );
});

test('every CaptchaCode gives its event, with the code and the request’s id', async (t) => {
  const { simulator, events, captchaFor } = await observed(t);
  const codes = [
    0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 31, 100, 104,
    999, -3,
  ];
  const seen = new Set();
  for (const captchaCode of codes) {
    for (const evilLevel of captchaCode === 1 ? [0, 100] : [0]) {
      simulator.setFault({ kind: 'code', captchaCode, extra: { EvilLevel: evilLevel } });
      for (const flow of ['plugin', 'mini-program']) {
        const captchaResult = solve(simulator, flow);
        const outcome = await captchaFor(null).check({ captchaResult, userIp: USER_IP });
        const event = events.pop();
        const { status, reason, requestId } = outcome;
        assert.deepEqual(
          [event.status, event.reason, event.requestId],
          [status, reason, requestId],
        );
        assert.match(requestId, /^51a00000-/);
        assert.equal(event.captchaCode, outcome.captchaCode);
        if (status !== 'passed') assert.equal(event.captchaCode, captchaCode);
        seen.add(labelOf(event));
      }
    }
  }
  assert.deepEqual([...seen].sort(), [
    'passed',
    'rejected/expired',
    'rejected/invalid_ticket',
    'rejected/malicious',
    'rejected/mismatch',
    'rejected/refused',
    'rejected/replayed',
    'rejected/risk',
    'unavailable/quota',
    'unavailable/service',
  ]);
});

test('10,000 checks under faults give 10,000 events, here and on the channel', async (t) => {
  const { simulator, events, captchaFor } = await observed(t);
  let heard = 0;
  const listener = () => {
    heard += 1;
  };
  diagnostics.subscribe(CHANNEL, listener);
  t.after(() => diagnostics.unsubscribe(CHANNEL, listener));
  const expected = {};
  const count = (name) => {
    expected[name] = (expected[name] ?? 0) + 1;
  };
  const tickets = [];
  // The last two of each batch are aborted, and thrown for a wrong address.
  const BATCH = 50;
  let checks = 0;
  for (let batch = 0; checks < 10_000; batch += 1) {
    const [fault] = FAULTS[batch % FAULTS.length];
    simulator.setFault(fault);
    const captcha = captchaFor(fault);
    const work = Array.from({ length: BATCH }, async (_, at) => {
      const captchaResult = solve(simulator);
      tickets.push(captchaResult.detail.ticket);
      const controller = new AbortController();
      const userIp = at === BATCH - 2 ? 'nowhere' : USER_IP;
      const check = captcha.check({ captchaResult, userIp, signal: controller.signal });
      if (at === BATCH - 1) controller.abort(new Error('gone'));
      const ended = await label(check);
      count(ended === 'Error: gone' ? 'aborted' : ended);
    });
    await Promise.all(work);
    checks += BATCH;
  }
  assert.equal(events.length, 10_000);
  assert.equal(heard, 10_000);
  const found = {};
  for (const event of events) found[labelOf(event)] = (found[labelOf(event)] ?? 0) + 1;
  assert.deepEqual(found, expected);
  assert.equal(found.aborted, 200);
  assert.equal(found.ERR_CAPTCHA_INVALID_ARGUMENT, 200);
  // One text for all of them: none carries what a log must not hold.
  const text = JSON.stringify(events);
  for (const secret of [
    ...tickets.slice(0, 500),
    USER_IP,
    APP_SECRET_KEY,
    ...Object.values(CREDENTIALS),
  ]) {
    assert.ok(!text.includes(secret), secret);
  }
});
