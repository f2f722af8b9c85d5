type Properties = { [name: string]: unknown };
type Method = (...args: unknown[]) => unknown;

/**
 * A method of an object that a caller hands over, its own or its class's; `undefined` if it has none.
 *
 * Functions of `Object.prototype` do not count: every object has them.
 */
export function methodOf(object: unknown, name: string): Method | undefined {
  const isObject = (typeof object === 'object' && object !== null) || typeof object === 'function';
  if (!isObject || typeof readProperty(object as object, name) !== 'function') return undefined;
  // Looked up with each call, so that a method that is wrapped later (for tracing) is wrapped here too.
  return (...args) => (object as { [name: string]: Method })[name]?.(...args);
}

/** A property of an object, its own or its class's, but not one of `Object.prototype`. */
export function readProperty(object: object, name: string): unknown {
  const value = (object as Properties)[name];
  if (!(name in Object.prototype) || Object.prototype.hasOwnProperty.call(object, name)) {
    return value;
  }
  return value === (Object.prototype as Properties)[name] ? undefined : value;
}
