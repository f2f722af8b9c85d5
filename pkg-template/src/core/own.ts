// `Object.prototype` belongs to everybody in the process, and JSON that is merged carelessly adds to
// it. Nothing that is added there may decide where a request goes, whom TLS trusts or what is sent.

/** An object's own property; `undefined` when there is none. Throws what a getter or a proxy throws. */
export function ownProperty<T>(object: { readonly [name: string]: T }, name: string): T | undefined;
export function ownProperty(object: object, name: string): unknown;
export function ownProperty(object: object, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(object, name)
    ? (object as { [name: string]: unknown })[name]
    : undefined;
}

/**
 * A property of an object, its own, one of its class or what a proxy answers; never one of
 * `Object.prototype`, of this realm or another. Throws what a getter or a proxy throws.
 */
export function readProperty(object: unknown, name: string): unknown {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
    return undefined;
  }
  const has = Object.prototype.hasOwnProperty;
  let holder: object = object;
  while (!has.call(holder, name)) {
    const next = Object.getPrototypeOf(holder) as object | null;
    if (next === null) break;
    // The end of the chain is Object.prototype, unless the object itself has no prototype.
    if (Object.getPrototypeOf(next) === null && has.call(next, name)) return undefined;
    holder = next;
  }
  return (object as { [name: string]: unknown })[name];
}

/**
 * An object without `Object.prototype`, to be filled with values by name. Reading and writing it is as fast
 * as any object of a class; `Object.create(null)` makes a hash table.
 */
export const PlainRecord = function () {} as unknown as new () => { [name: string]: unknown };
PlainRecord.prototype = Object.create(null);

/**
 * Options for a function of the runtime that nothing can be added to from outside.
 *
 * Without a prototype, for those that read from the object itself; and with `undefined` for every
 * other name that is read, for those that copy its own properties to a plain object first.
 */
export function sealedOptions(
  names: readonly string[],
  values: { readonly [name: string]: unknown },
): { [name: string]: unknown } {
  const options = Object.create(null) as { [name: string]: unknown };
  for (const name of names) options[name] = undefined;
  for (const name of Object.keys(values)) options[name] = values[name];
  return options;
}
