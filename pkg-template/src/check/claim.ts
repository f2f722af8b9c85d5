// Claiming a ticket in the replay store, and giving the claim back.

import { isOf } from '../core/errors.js';
import type { ReplayStore } from '../stores/store.js';
import { causeOf } from './cause.js';
import type { Deadline } from './deadline.js';
import { createDeadline, Interrupted } from './deadline.js';
import type { VerifyOutcome } from './outcome.js';

/**
 * How long a ticket is remembered: the vendor takes one for 5 minutes, and as much again covers
 * clocks that differ.
 */
const CLAIM_TTL_SECONDS = 600;

/** Grace period for releasing a claim after the deadline. */
const RELEASE_GRACE_MS = 50;

/** Claims a ticket; the outcome if that fails, `undefined` if the claim is ours. */
export async function claim(
  store: ReplayStore,
  key: string,
  deadline: Deadline,
): Promise<VerifyOutcome | undefined> {
  let pending: Promise<unknown> | undefined;
  try {
    const claimed: unknown = await deadline.within(() => {
      pending = Promise.resolve(store.claim(key, CLAIM_TTL_SECONDS));
      return pending;
    });
    if (claimed === true) return undefined;
    if (claimed === false) {
      return {
        status: 'rejected',
        reason: 'replayed',
        message: 'the ticket was checked before',
      };
    }
    return storeFailed('the store must answer true or false, and did neither');
  } catch (thrown) {
    if (!isOf(Interrupted, thrown)) return storeFailed('the store failed', thrown);
    // A claim that succeeds later would keep the ticket from being checked again.
    pending?.then((claimed) => (claimed === true ? store.release(key) : undefined)).catch(() => {});
    if (thrown.aborted) throw thrown;
    return storeFailed('the store did not answer within timeoutMs');
  }
}

/** Gives a claim back, within what is left of the time. Its failure changes no outcome. */
export async function release(store: ReplayStore, key: string, remainingMs: number): Promise<void> {
  const grace = createDeadline(Math.max(remainingMs, RELEASE_GRACE_MS), undefined);
  try {
    await grace.within(() => store.release(key));
  } catch {
    // The claim then lasts until it expires.
  } finally {
    grace.end();
  }
}

function storeFailed(message: string, cause?: unknown): VerifyOutcome {
  const outcome = { status: 'unavailable', reason: 'store', message } as const;
  return cause === undefined ? outcome : { ...outcome, cause: causeOf(cause) };
}
