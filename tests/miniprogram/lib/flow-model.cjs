// A model of createCaptchaFlow: what must be seen of it, step by step, whatever the order of the steps.
//
// One suite for two worlds: a bare ES5 context, and a page in miniprogram-simulate. A world has
//   createFlow(options)   the flow, its component calling options.show and options.refresh
//   raise(type, detail)   an event of the component
//   wait(ms)              lets time pass; timers() counts those that are set
//   settled()             until promises have run

const assert = require('node:assert/strict');
const { EVENT_MS, orders, READY_MS } = require('./flow-orders.cjs');

const REQUEST_MS = 300_000;

/** Runs one order on a new flow, and after each step compares what was seen with the model. */
async function check(world, steps) {
  const seen = [];
  const expected = [];
  const prepares = []; // settled or not, as the page has them
  const submits = [];
  const taps = [];
  const reached = new Set();
  let component = 'there';
  let page = 'well';
  let tickets = 0;
  const nextTicket = () => `ticket-${++tickets}`;

  const flow = world.createFlow({
    readyTimeoutMs: READY_MS,
    eventTimeoutMs: EVENT_MS,
    prepare() {
      seen.push('prepare');
      if (page === 'prepare throws') throw new Error('prepare');
      return defer(prepares);
    },
    find(found) {
      if (component === 'lost') throw new Error('lost');
      return component === 'missing' ? null : found;
    },
    show() {
      seen.push('show');
      if (component === 'broken') throw new Error('broken');
      if (component === 'quick') world.raise('verify', { ret: 0, ticket: nextTicket() });
    },
    refresh() {
      seen.push('refresh');
      if (component === 'broken') throw new Error('broken');
    },
    submit({ ret, ticket }) {
      seen.push(`submit ${ret} ${ticket}`);
      if (page === 'submit throws') throw new Error('submit');
      return defer(submits);
    },
    passed(answer) {
      if (page === 'passed throws') throw new Error('passed');
      return answer.status === 'passed';
    },
  });

  // The model -------------------------------------------------------------------------------------
  let stage = 'idle';
  let runs = 0;
  let dueIn = 0; // until the current stage is given up
  let pendingAt; // the place in prepares or submits that the current stage waits for
  let shownTickets = 0; // the tickets that were made, as the model counts them
  const submitted = new Set();

  const enter = (next, ms) => {
    stage = next;
    dueIn = ms;
  };
  const end = (status, reason = '') => {
    expected.push(`end ${runs} ${status} ${reason}`.trimEnd());
    stage = 'idle';
  };
  const refresh = () => {
    if (component !== 'missing' && component !== 'lost') expected.push('refresh');
  };
  const failSubmit = () => {
    refresh();
    end('failed', 'submit');
  };
  const submit = (ticket) => {
    submitted.add(ticket);
    expected.push(`submit 0 ${ticket}`);
    if (page === 'submit throws') return failSubmit();
    enter('submitting', REQUEST_MS);
    pendingAt = submits.length;
  };
  const shows = () => {
    if (component === 'missing' || component === 'lost') return end('failed', 'no_component');
    expected.push('show');
    if (component === 'broken') return end('failed', 'component');
    enter('shown', READY_MS);
    if (component === 'quick') submit(`ticket-${++shownTickets}`);
  };
  const reported = () => {
    if (stage === 'shown') enter('ready', EVENT_MS);
    return stage === 'ready';
  };

  const model = {
    tap() {
      if (stage !== 'idle') return;
      runs++;
      expected.push('prepare');
      if (page === 'prepare throws') return end('failed', 'prepare');
      enter('preparing', REQUEST_MS);
      pendingAt = prepares.length;
    },
    prepared: (at) => stage === 'preparing' && at === pendingAt && shows(),
    prepareFails: (at) => stage === 'preparing' && at === pendingAt && end('failed', 'prepare'),
    answer(at, is) {
      if (stage !== 'submitting' || at !== pendingAt) return;
      if (is === 'none' || page === 'passed throws') return failSubmit();
      if (is === 'pass') return end('passed');
      refresh();
      end('not_passed');
    },
    submitFails: (at) => stage === 'submitting' && at === pendingAt && failSubmit(),
    verify(is, ticket) {
      if (!reported() || is === 'failed') return;
      if (is === 'closed' || is === 'empty') return end('closed');
      if (is === 'ticketless') return end('failed', 'component');
      if (submitted.has(ticket)) reached.add('a ticket again');
      else submit(ticket);
    },
    close: (is) => reported() && is !== 'by itself' && end('closed'),
    error: () => reported() && end('failed', 'component'),
    ready: () => reported(),
    leave: () => stage !== 'idle' && end('cancelled'),
    wait(ms) {
      if (stage === 'idle') return;
      dueIn -= ms;
      if (dueIn > 0) return;
      if (stage === 'submitting') return failSubmit();
      end('failed', { preparing: 'prepare', shown: 'not_ready', ready: 'no_event' }[stage]);
    },
  };

  // The steps, on both ----------------------------------------------------------------------------
  const DETAILS = {
    failed: { ret: 1 },
    closed: { ret: 2 },
    ticketless: { ret: 0 },
    'by itself': { ret: 0 },
    'by the user': { ret: 2 },
    'with a message': { errMsg: 'config error' },
    empty: undefined,
  };
  const unsettled = (requests, which, settle) => {
    const open = requests.filter(({ isSettled }) => !isSettled);
    if (open.length === 0) return;
    const request = open.at(which % open.length);
    request.isSettled = true;
    settle(request, requests.indexOf(request));
  };
  const act = {
    /** What gets the run one stage further. */
    'go on'() {
      const last = { which: -1 };
      if (stage === 'idle') act.tap();
      else if (stage === 'preparing') act.prepared(last);
      else if (stage === 'submitting') act.answer({ ...last, is: 'refusal' });
      else act.verify({ is: 'solved' });
    },
    tap() {
      const joins = stage !== 'idle';
      model.tap();
      const run = runs;
      const promise = flow.run();
      if (joins) assert.equal(promise, taps.at(-1), 'a second tap joins the first');
      else {
        promise.then(({ status, reason = '' }) =>
          seen.push(`end ${run} ${status} ${reason}`.trimEnd()),
        );
      }
      taps.push(promise);
    },
    prepared: ({ which }) =>
      unsettled(prepares, which, ({ resolve }, at) => {
        model.prepared(at);
        resolve();
      }),
    'prepare fails': ({ which }) =>
      unsettled(prepares, which, ({ reject }, at) => {
        model.prepareFails(at);
        reject(new Error('no network'));
      }),
    answer: ({ which, is }) =>
      unsettled(submits, which, ({ resolve }, at) => {
        model.answer(at, is);
        resolve({ pass: { status: 'passed' }, refusal: { status: 'rejected' } }[is]);
      }),
    'submit fails': ({ which }) =>
      unsettled(submits, which, ({ reject }, at) => {
        model.submitFails(at);
        reject(new Error('no network'));
      }),
    verify({ is }) {
      if (is === 'repeated' && submitted.size === 0) return;
      const ticket = is === 'repeated' ? [...submitted].pop() : nextTicket();
      if (is !== 'repeated') shownTickets = tickets;
      model.verify(is, ticket);
      world.raise('verify', is in DETAILS ? DETAILS[is] : { ret: 0, ticket });
    },
    close({ is }) {
      model.close(is);
      world.raise('close', DETAILS[is]);
    },
    error({ is }) {
      model.error();
      world.raise('error', DETAILS[is]);
    },
    ready() {
      model.ready();
      world.raise('ready');
    },
    leave() {
      model.leave();
      flow.cancel();
    },
    wait({ ms }) {
      model.wait(ms);
      world.wait(ms);
    },
    component: ({ is }) => {
      component = is;
    },
    page: ({ is }) => {
      page = is;
    },
  };
  const take = async (step) => {
    act[step.do](step);
    await world.settled();
    assert.deepEqual(seen, expected, JSON.stringify(step));
    assert.equal(world.timers(), stage === 'idle' ? 0 : 1, `timers after ${JSON.stringify(step)}`);
  };

  for (const step of steps) await take(step);
  // nothing waits for ever: no stage outlasts its time
  for (let n = 0; stage !== 'idle'; n++) {
    assert.ok(n < 4);
    await take({ do: 'wait', ms: EVENT_MS });
  }
  // what comes too late changes nothing
  const before = seen.length;
  for (const { resolve } of [...prepares, ...submits]) resolve({ status: 'rejected' });
  for (const type of ['ready', 'verify', 'close', 'error'])
    world.raise(type, { ret: 0, ticket: nextTicket() });
  await world.settled();
  assert.equal(seen.length, before);

  const ends = seen.filter((line) => line.startsWith('end '));
  assert.equal(new Set(ends.map((line) => line.split(' ')[1])).size, runs, 'each run ends');
  assert.equal(ends.length, runs, 'and once');
  const sent = seen.filter((line) => line.startsWith('submit '));
  assert.equal(new Set(sent).size, sent.length, 'no ticket is submitted twice');
  for (const line of ends) reached.add(line.split(' ').slice(2).join(' '));
  return reached;
}

function defer(list) {
  const request = { isSettled: false };
  const promise = new Promise((resolve, reject) => Object.assign(request, { resolve, reject }));
  list.push(request);
  return promise;
}

/** Every end that the documentation names, and more: orders that never reach one prove less. */
const REACHED = [
  'a ticket again',
  'cancelled',
  'closed',
  'failed component',
  'failed no_component',
  'failed no_event',
  'failed not_ready',
  'failed prepare',
  'failed submit',
  'not_passed',
  'passed',
];

/** Holds a world to the model in `numRuns` random orders. */
async function holdToModel(fc, world, numRuns) {
  const reached = new Set();
  await fc.assert(
    fc.asyncProperty(orders(fc), async (steps) => {
      for (const what of await check(world, steps)) reached.add(what);
    }),
    { numRuns },
  );
  assert.deepEqual([...reached].sort(), REACHED);
}

module.exports = { holdToModel };
