// Random orders of what can happen to a flow: taps, events, answers, time, pages that are left.

const READY_MS = 10_000;
const EVENT_MS = 300_000;

/** One order of steps is at most this long, so that it has fewer tickets than a flow remembers. */
const MAX_STEPS = 30;

/** Random orders of steps, for fast-check. */
function orders(fc) {
  const which = fc.nat(3);
  const event = (type, ...details) =>
    fc.record({ do: fc.constant(type), is: fc.constantFrom(...details) });
  return fc.array(
    fc.oneof(
      { weight: 20, arbitrary: fc.constant({ do: 'go on' }) },
      { weight: 4, arbitrary: fc.constant({ do: 'tap' }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('prepared'), which }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('prepare fails'), which }) },
      {
        weight: 6,
        arbitrary: event(
          'verify',
          'solved',
          'solved',
          'repeated',
          'failed',
          'closed',
          'ticketless',
          'empty',
        ),
      },
      { weight: 2, arbitrary: event('close', 'by itself', 'by the user', 'empty') },
      { weight: 1, arbitrary: event('error', 'with a message', 'empty') },
      { weight: 2, arbitrary: fc.constant({ do: 'ready' }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('answer'),
          which,
          is: fc.constantFrom('pass', 'refusal', 'none'),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('submit fails'), which }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('wait'),
          ms: fc.constantFrom(1, READY_MS - 1, READY_MS, EVENT_MS - 1, EVENT_MS),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ do: 'leave' }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('component'),
          is: fc.constantFrom('there', 'there', 'missing', 'lost', 'broken', 'quick'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('page'),
          is: fc.constantFrom('well', 'well', 'prepare throws', 'submit throws', 'passed throws'),
        }),
      },
    ),
    { maxLength: MAX_STEPS },
  );
}

module.exports = { EVENT_MS, orders, READY_MS };
