// `Object.prototype` belongs to everybody in the process, and JSON that is merged carelessly adds to
// it. Nothing that is added there may decide where a request goes, whom TLS trusts or what is sent.

/**
 * A property of an object, its own or one of its class; never one of `Object.prototype`, of this
 * realm or another. Throws what a getter or a proxy throws.
 */
export function readProperty(object: unknown, name: string): unknown {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
    return undefined;
  }
  const has = Object.prototype.hasOwnProperty;
  let holder: object = object;
  while (!has.call(holder, name)) {
    const next = Object.getPrototypeOf(holder) as object | null;
    // The end of the chain is Object.prototype, unless the object itself has no prototype.
    if (next === null || Object.getPrototypeOf(next) === null) return undefined;
    holder = next;
  }
  return (object as { [name: string]: unknown })[name];
}

/** A variable of the environment: `process.env` inherits from `Object.prototype` like any object. */
export function readVariable(
  environment: { readonly [name: string]: string | undefined },
  name: string,
): string | undefined {
  return Object.prototype.hasOwnProperty.call(environment, name) ? environment[name] : undefined;
}

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
