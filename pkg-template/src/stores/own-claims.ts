import { fillRandom } from '../core/random.js';

const VALUE_BYTES = 16;

/** A release follows its claim within seconds, so that this many claims are enough. */
const CLAIMS_PER_GENERATION = 5000;

/** The values of this store's latest claims, by key: a claim is given back by its value only. */
export interface OwnClaims {
  /** Remembers the value of a claim that was made. */
  add(key: string, value: string): void;
  /** Forgets the claim's value and returns it; `undefined` if the claim is not this store's. */
  take(key: string): string | undefined;
}

/**
 * Creates the memory of a store for its own claims, with a bound: the older half is dropped when the
 * newer half is full. A claim that was dropped cannot be released and lasts until it expires.
 */
export function createOwnClaims(): OwnClaims {
  let newer = new Map<string, string>();
  let older = new Map<string, string>();
  return {
    add(key, value) {
      if (newer.size >= CLAIMS_PER_GENERATION) {
        older = newer;
        newer = new Map();
      }
      newer.set(key, value);
    },
    take(key) {
      const value = newer.get(key) ?? older.get(key);
      newer.delete(key);
      older.delete(key);
      return value;
    },
  };
}

/** A value that no other claim has, in this process or another: 16 random bytes in hexadecimal digits. */
export function createClaimValue(): string {
  const bytes = new Uint8Array(VALUE_BYTES);
  fillRandom(bytes);
  return Array.from(bytes, (byte) => `0${byte.toString(16)}`.slice(-2)).join('');
}
