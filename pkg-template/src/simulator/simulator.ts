/**
 * The vendor's service on 127.0.0.1, for tests and for work offline.
 *
 * @module tcaptcha-wasm/simulator
 */

import type { IncomingMessage, Server, ServerResponse } from 'http';
import type { AddressInfo, Socket } from 'net';
import { builtin } from '../core/builtin.js';
import type { SimulatorFault } from './faults.js';
import { apply, checkFault } from './faults.js';
import type { SimulatorRequest } from './log.js';
import { bounded, readAsked } from './log.js';
import { checkSignature } from './signature.js';
import { CodedError, readParameters } from './parameters.js';
import type { SimulatorApp, SolveInput } from './service.js';
import { createService } from './service.js';

export type { SimulatorFault } from './faults.js';
export type { SimulatorRequest } from './log.js';
export type { SimulatorApp, SolveInput } from './service.js';

/** What the simulated account has. */
export interface SimulatorOptions {
  apps: SimulatorApp[];
  credentials: { secretId: string; secretKey: string; token?: string | undefined };
  /** The clock, in milliseconds: the computer's when left out. Tickets, signatures and the Date header follow it. */
  clock?: (() => number) | undefined;
  /**
   * Called with each request and its answer, without secrets.
   *
   * @example
   * const onRequest = ({ action, status, answer }) => console.log(action, status, answer);
   */
  onRequest?: ((entry: SimulatorRequest) => void) | undefined;
}

/** The vendor's service, running in this process. */
export interface Simulator {
  /** Listens on 127.0.0.1, on a free port when none is given. */
  listen(port?: number): Promise<{ url: string }>;
  /**
   * Solves the captcha in the user's stead, and gives what the client would be handed: an event of
   * the plugin, the options of `App.onShow` on the return from the captcha mini program, or what
   * TCaptcha.js calls back with. That does not call back for a failed captcha, which it shows anew: `null`.
   *
   * A token that the vendor would not take gives the plugin's `error` event with web error 1006, the
   * return with `ret` 1, or the callback with a disaster-recovery ticket and `errorCode` 1006.
   */
  solve(input: SolveInput): unknown;
  /** Makes requests fail from now on; `null` for no longer. */
  setFault(fault: SimulatorFault | null): void;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

const MAX_REQUEST_BYTES = 1024 * 1024;

/**
 * The vendor's service for the round trip without an account: it checks signatures, parameters,
 * secrets, tokens and tickets, and answers with the vendor's codes.
 *
 * @example
 * const simulator = createSimulator({
 *   apps: [{ captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' }],
 *   credentials: { secretId: 'id', secretKey: 'key' },
 * });
 * const { url } = await simulator.listen();
 * const captcha = createCaptcha({
 *   captchaAppId: '123456789',
 *   appSecretKey: '1234567891011121314151516',
 *   credentials: { secretId: 'id', secretKey: 'key' },
 *   endpoint: url,
 * });
 * const captchaResult = simulator.solve({ captchaAppId: '123456789', flow: 'plugin' });
 * await captcha.check({ captchaResult, userIp: '203.0.113.7' }); // passed
 * await simulator.close();
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const clock = options.clock ?? Date.now;
  const { secretId, secretKey, token } = options.credentials;
  const service = createService(options.apps, clock);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let fault: { plan: SimulatorFault; left: number } | null = null;

  function nextFault(): SimulatorFault | null {
    if (!fault || fault.left <= 0) return null;
    fault.left -= 1;
    return fault.plan;
  }

  function answer(request: IncomingMessage, body: Buffer): object {
    try {
      const timestampSeconds = Math.floor(clock() / 1000);
      checkSignature(request, body, { secretId, secretKey, token }, timestampSeconds);
      const parameters = readParameters(request, body);
      return service.check(parameters);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return { Error: { Code: error.code, Message: error.message } };
    }
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_REQUEST_BYTES) request.socket.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      response.setHeader('Date', new Date(clock()).toUTCString());
      const body = Buffer.concat(chunks);
      const plan = nextFault();
      const answered = (status?: number, sent?: object | string) =>
        options.onRequest?.({
          ...readAsked(request, body),
          status,
          answer: typeof sent === 'string' ? bounded(sent) : sent,
          ...(plan && { fault: plan.kind }),
        });
      apply(plan, request.socket, response, () => answer(request, body), answered);
    });
  }

  return {
    listen(port = 0) {
      if (server) throw new Error('the simulator listens already');
      const listening = builtin('http').createServer(handle);
      server = listening;
      listening.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
      return new Promise<{ url: string }>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(port, '127.0.0.1', () => {
          const { port: taken } = listening.address() as AddressInfo;
          resolve({ url: `http://127.0.0.1:${taken}` });
        });
      }).catch((error: unknown) => {
        // A port that is busy or no port: `listen` can be called again.
        server = undefined;
        throw error;
      });
    },
    solve: service.solve,
    setFault(plan) {
      checkFault(plan);
      fault = plan && { plan, left: plan.times ?? Infinity };
    },
    close() {
      const closing = server;
      server = undefined;
      for (const socket of Array.from(sockets)) socket.destroy();
      return new Promise((resolve) => {
        if (closing) closing.close(() => resolve());
        else resolve();
      });
    },
  };
}
