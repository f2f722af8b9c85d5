/// <reference types="miniprogram-api-typings" />
import { readDetail, readVerifyEvent } from './event.js';
import { createTicketMemory, TICKET_LIFETIME_MS } from './tickets.js';

/** `prepare` and `submit` are given up after this, so that a run ends whatever becomes of them. */
const REQUEST_TIMEOUT_MS = TICKET_LIFETIME_MS;

/** What the flow calls of the `<t-captcha>` component. */
export interface CaptchaComponent {
  /** Opens the captcha. */
  show(): void;
  /** Resets it, after a submission that did not pass or failed. */
  refresh(): void;
}

/** What the user has solved: the part of the `verify` event that the backend needs. */
export interface SolvedCaptcha {
  ret: 0;
  ticket: string;
}

/** What {@link createCaptchaFlow} takes. */
export interface CaptchaFlowOptions<Answer> {
  /** Finds the component, or nothing when the page is gone: `page.selectComponent('#captcha')`. */
  component(): CaptchaComponent | null | undefined;
  /** Fetches a new token and hands it to the component; called before each show. */
  prepare(): Promise<void>;
  /** Sends the result to your backend; called at most once with each ticket. */
  submit(captchaResult: SolvedCaptcha): Promise<Answer>;
  /** Whether this answer lets the user in. Only `true` does; if not, the component is refreshed. */
  passed(answer: Answer): boolean;
  /** After show, until the component reports anything; 10000 when left out. */
  readyTimeoutMs?: number | undefined;
  /** After that, until the user is done; 300000, as long as a ticket lives, when left out. */
  eventTimeoutMs?: number | undefined;
}

/** How a run ended. */
export type CaptchaFlowResult<Answer> =
  | { status: 'passed'; answer: Answer }
  | { status: 'not_passed'; answer: Answer }
  /** The user closed the captcha. */
  | { status: 'closed' }
  /** The page was left: {@link CaptchaFlow.cancel} was called. */
  | { status: 'cancelled' }
  | {
      status: 'failed';
      /**
       * `prepare`, `submit`: that function failed, or did not settle within five minutes.
       * `no_component`: there was no component to show. `not_ready`: it did not report anything in
       * time after show. `no_event`: the user was not done in time. `component`: it raised `error`,
       * could not be shown, or reported `ret` 0 without a ticket.
       */
      reason: 'prepare' | 'no_component' | 'not_ready' | 'no_event' | 'component' | 'submit';
      /** What was thrown, or the detail of the `error` event. */
      cause?: unknown;
    };

/** For the component's events, under whatever names the framework binds them. */
export interface CaptchaFlowHandlers {
  /** For `bindready`: the captcha has been loaded. */
  ready(event?: unknown): void;
  /** For `bindverify`: the user has solved it, or failed. */
  verify(event: unknown): void;
  /** For `bindclose`: the user has closed it, or it closes by itself. */
  close(event?: unknown): void;
  /** For `binderror`: it could not be loaded. */
  error(event?: unknown): void;
}

/** One captcha of one page. Its functions need no `this`. */
export interface CaptchaFlow<Answer> {
  /**
   * Prepares, shows, waits for the user and submits; never rejects.
   *
   * One run at a time: called meanwhile, it returns the promise of the run that is under way.
   */
  run(): Promise<CaptchaFlowResult<Answer>>;
  /** Ends the run as `cancelled`; call it when the page is left. What comes later is ignored. */
  cancel(): void;
  handlers: CaptchaFlowHandlers;
}

type FailReason = Extract<CaptchaFlowResult<never>, { status: 'failed' }>['reason'];

interface Run<Answer> {
  promise: Promise<CaptchaFlowResult<Answer>>;
  resolve(result: CaptchaFlowResult<Answer>): void;
  /** `shown` until the component reports anything, then `ready`. */
  stage: 'preparing' | 'shown' | 'ready' | 'submitting';
}

/**
 * Makes the flow of a page with the `<t-captcha>` plugin component, from the tap to the answer.
 *
 * Each run fetches a new token, shows the component, waits for its events and submits the ticket,
 * once. `refresh` is called only after a submission that did not pass or failed; after a failed
 * verification the captcha goes on by itself. Every run ends, at the latest by a timeout.
 *
 * @throws `TypeError` when an option is missing, or is not what it must be.
 *
 * @example
 * Page({
 *   data: { aidEncrypted: '', status: '' },
 *   onLoad() {
 *     const page = this;
 *     this.flow = createCaptchaFlow({
 *       component() { return page.selectComponent('#captcha'); },
 *       async prepare() {
 *         const aidEncrypted = await fetchAidEncrypted();
 *         await new Promise((resolve) => page.setData({ aidEncrypted }, resolve));
 *       },
 *       submit(captchaResult) { return checkCaptcha(captchaResult); },
 *       passed(answer) { return answer.status === 'passed'; }
 *     });
 *   },
 *   onUnload() { this.flow.cancel(); },
 *   login() {
 *     this.flow.run().then((result) => this.setData({ status: result.status }));
 *   },
 *   handleReady() { this.flow.handlers.ready(); },
 *   handleVerify(event) { this.flow.handlers.verify(event); },
 *   handleClose(event) { this.flow.handlers.close(event); },
 *   handleError(event) { this.flow.handlers.error(event); }
 * });
 */
export function createCaptchaFlow<Answer>(
  options: CaptchaFlowOptions<Answer>,
): CaptchaFlow<Answer> {
  (['component', 'prepare', 'submit', 'passed'] as const).forEach(function (name) {
    if (typeof options[name] !== 'function') throw new TypeError(name + ' must be a function');
  });
  const readyTimeoutMs = timeoutOf('readyTimeoutMs', options.readyTimeoutMs, 10000);
  const eventTimeoutMs = timeoutOf('eventTimeoutMs', options.eventTimeoutMs, TICKET_LIFETIME_MS);
  const isNewTicket = createTicketMemory();
  let current: Run<Answer> | null = null;
  let timer: number;

  function end(result: CaptchaFlowResult<Answer>) {
    const ended = current;
    clearTimeout(timer);
    current = null;
    if (ended) ended.resolve(result);
  }

  function fail(reason: FailReason, cause?: unknown) {
    end(
      cause === undefined
        ? { status: 'failed', reason: reason }
        : { status: 'failed', reason: reason, cause: cause },
    );
    if (reason === 'submit') refresh();
  }

  function failAfter(ms: number, reason: FailReason) {
    clearTimeout(timer);
    timer = setTimeout(function () {
      fail(reason);
    }, ms);
  }

  /** Calls a function of the page. Its result is ignored if the run has ended by then. */
  function request<Value>(
    reason: 'prepare' | 'submit',
    call: () => Promise<Value>,
    done: (value: Value) => void,
  ) {
    const run = current;
    failAfter(REQUEST_TIMEOUT_MS, reason);
    new Promise<Value>(function (resolve) {
      resolve(call()); // what it throws rejects the promise
    })
      .then(function (value) {
        if (current === run) done(value);
      })
      .then(undefined, function (cause) {
        if (current === run) fail(reason, cause);
      });
  }

  function show() {
    const run = current;
    let component: CaptchaComponent | null | undefined;
    let cause: unknown;
    try {
      component = options.component();
    } catch (error) {
      cause = error;
    }
    if (!run || current !== run) return;
    if (!component) return fail('no_component', cause);
    // before the call: the component may report within it
    run.stage = 'shown';
    failAfter(readyTimeoutMs, 'not_ready');
    try {
      component.show();
    } catch (error) {
      if (current === run && isAwaited()) fail('component', error);
    }
  }

  function refresh() {
    try {
      const component = options.component();
      if (component) component.refresh();
    } catch (_) {
      // the page is gone, or the next run will tell
    }
  }

  /** For each event: whether a shown component waits for the user. The first one starts that wait. */
  function isAwaited(): boolean {
    if (!current) return false;
    if (current.stage === 'shown') {
      current.stage = 'ready';
      failAfter(eventTimeoutMs, 'no_event');
    }
    return current.stage === 'ready';
  }

  function submit(run: Run<Answer>, ticket: string) {
    run.stage = 'submitting';
    request(
      'submit',
      function () {
        return options.submit({ ret: 0, ticket: ticket });
      },
      function (answer) {
        // nothing but true: the promise of an async function lets nobody in
        const isPassed = options.passed(answer) === true;
        end({ status: isPassed ? 'passed' : 'not_passed', answer: answer });
        if (!isPassed) refresh();
      },
    );
  }

  return {
    run: function () {
      if (current) return current.promise;
      let resolve!: Run<Answer>['resolve'];
      const promise = new Promise<CaptchaFlowResult<Answer>>(function (given) {
        resolve = given;
      });
      current = { promise: promise, resolve: resolve, stage: 'preparing' };
      request(
        'prepare',
        function () {
          return options.prepare();
        },
        show,
      );
      return promise;
    },

    cancel: function () {
      end({ status: 'cancelled' });
    },

    handlers: {
      ready: function () {
        isAwaited(); // which stops the timer of show
      },
      verify: function (event) {
        if (!isAwaited() || !current) return;
        const result = readVerifyEvent(event);
        // ret 1: the captcha goes on to another challenge by itself
        if (result.ret === 1) return;
        if (result.ret === 2) return end({ status: 'closed' });
        if (result.ticket === undefined)
          return fail('component', new Error('ret 0, but no ticket'));
        // a ticket that is reported again has been submitted
        if (isNewTicket(result.ticket)) submit(current, result.ticket);
      },
      close: function (event) {
        // ret 0: it closes by itself, and verify tells the rest
        if (isAwaited() && readVerifyEvent(event).ret !== 0) end({ status: 'closed' });
      },
      error: function (event) {
        if (isAwaited()) fail('component', readDetail(event));
      },
    },
  };
}

/** A timer with another number would fire at once. */
function timeoutOf(name: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= 1 && value <= 0x7fffffff) return value;
  throw new TypeError(name + ' must be 1 to 2147483647 ms, got ' + value);
}
