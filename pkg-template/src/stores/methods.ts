import { readProperty } from '../core/own.js';

type Method = (...args: unknown[]) => unknown;

/**
 * A method of an object that a caller hands over, its own or its class's; `undefined` if it has none.
 *
 * Functions of `Object.prototype` do not count: every object has them.
 */
export function methodOf(object: unknown, name: string): Method | undefined {
  if (typeof readProperty(object, name) !== 'function') return undefined;
  // Looked up with each call, so that a method that is wrapped later (for tracing) is wrapped here too.
  return (...args) => (object as { [name: string]: Method })[name]?.(...args);
}
