// The public functions that answer later, as `surfaces.mjs` has those that answer at once.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anything, over, record, several } from './hostile.mjs';
import { answering, CREDENTIALS, lib, miniprogram, USER_IP } from './package.mjs';
import {
  ARGUMENT,
  CREDENTIAL,
  AUTH,
  REQUEST,
  verifierOptions,
  solved,
  signal,
  isOutcome,
  neverPasses,
  captcha,
  verifier,
  captchaResult,
  response,
  saysPassed,
} from './surface-parts.mjs';

/** What a verifier of its own says of a ticket, with these options. */
async function verifyWith(options) {
  const one = lib.createVerifier({ ...verifierOptions, ...options });
  try {
    return await one.verify({ ticket: 't', userIp: USER_IP });
  } finally {
    one.dispose();
  }
}

/** The same of a captcha and what a client sent. */
async function checkWith(options) {
  const one = lib.createCaptcha({ ...verifierOptions, ...options });
  try {
    return await one.check({ captchaResult: solved, userIp: USER_IP });
  } finally {
    one.dispose();
  }
}

/** A shown captcha that raises this event in each of its ways; what was submitted, and the end. */
async function flowGiven(event) {
  const submitted = [];
  const flow = miniprogram.createCaptchaFlow({
    component: () => ({ show() {}, refresh() {} }),
    prepare: async () => {},
    submit: async (captchaResult) => submitted.push(captchaResult),
    passed: () => false,
  });
  const run = flow.run();
  await new Promise(setImmediate);
  for (const handler of Object.values(flow.handlers)) handler(event);
  await new Promise(setImmediate);
  flow.cancel();
  return { submitted, result: await run };
}

export const asyncSurfaces = [
  {
    name: 'createCaptchaFlow',
    arbitrary: captchaResult,
    call: flowGiven,
    check: ({ submitted, result }) => {
      for (const { ret, ticket } of submitted) {
        assert.equal(ret, 0);
        assert.ok(typeof ticket === 'string' && ticket !== '');
      }
      assert.notEqual(result.status, 'passed');
      assert.equal(result.status === 'not_passed', submitted.length === 1);
    },
  },
  {
    name: 'check, captchaResult',
    arbitrary: captchaResult,
    call: (given) => captcha.check({ captchaResult: given, userIp: USER_IP }),
    check: isOutcome,
    share: 0.5,
  },
  {
    name: 'check, input',
    honest: { captchaResult: solved, userIp: USER_IP, signal },
    call: (input) => captcha.check(input),
    check: isOutcome,
    throws: [ARGUMENT],
    share: 0.5,
  },
  {
    name: 'verify',
    honest: { ticket: 't03a', randstr: '@Ux9', userIp: USER_IP, signal },
    call: (input) => verifier.verify(input),
    check: isOutcome,
    throws: [ARGUMENT],
    share: 0.5,
  },
  {
    name: 'a transport that answers anything',
    arbitrary: over(response, (answer) => ({ answer })),
    call: async ({ answer }) => {
      const outcome = await verifyWith({ timeoutMs: 60, transport: async () => answer });
      isOutcome(outcome);
      if (outcome.status === 'passed') saysPassed(answer);
    },
    throws: [AUTH, REQUEST],
    share: 0.1,
  },
  {
    name: 'a transport that throws anything',
    arbitrary: over(anything, (thrown) => ({ thrown })),
    call: async ({ thrown }) => {
      const transport = () => {
        throw thrown;
      };
      neverPasses(await verifyWith({ transport }));
    },
    share: 0.1,
  },
  {
    name: 'credentials of any kind',
    arbitrary: over(fc.oneof(record(CREDENTIALS), anything), (credentials) => ({ credentials })),
    call: async ({ credentials }) => {
      isOutcome(await verifyWith({ credentials: () => credentials }));
    },
    throws: [CREDENTIAL],
    share: 0.1,
  },
  {
    name: 'a store that answers anything',
    arbitrary: over(several(anything, { minLength: 2, maxLength: 2 }), (answers) => ({ answers })),
    call: async ({ answers: [claimed, released] }) => {
      const store = { shared: true, claim: async () => claimed, release: async () => released };
      const outcome = await checkWith({ store });
      if (claimed !== true) neverPasses(outcome);
    },
    share: 0.1,
  },
  {
    name: 'a store that throws anything',
    arbitrary: over(anything, (thrown) => ({ thrown })),
    call: async ({ thrown }) => {
      const claim = () => {
        throw thrown;
      };
      const store = { shared: true, claim, release: claim };
      neverPasses(await checkWith({ store }));
    },
    share: 0.1,
  },
  {
    name: 'a store that cannot give a claim back',
    arbitrary: over(anything, (thrown) => ({ thrown })),
    call: async ({ thrown }) => {
      const release = () => {
        throw thrown;
      };
      const store = { shared: true, claim: async () => true, release };
      neverPasses(await checkWith({ store, transport: answering('{}') }));
    },
    share: 0.1,
  },
  {
    name: 'removeExpiredClaims',
    arbitrary: over(anything, (database) => ({ database })),
    call: ({ database }) => lib.removeExpiredClaims(database),
    throws: [ARGUMENT],
    share: 0.1,
  },
];
