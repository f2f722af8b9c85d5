// Reading objects that a stranger may have made: proxies, getters that throw. Nothing here throws.

/** Stands for a value that cannot be read: neither absent nor anything that the core takes. */
const UNREADABLE = Symbol();

/** The object's own property; `undefined` when there is none. */
export function ownProperty(object: unknown, key: string): unknown {
  try {
    if (typeof object !== 'object' || object === null) return undefined;
    if (!Object.prototype.hasOwnProperty.call(object, key)) return undefined;
    return (object as Record<string, unknown>)[key];
  } catch {
    return UNREADABLE;
  }
}

/** Whether this is an object without own enumerable properties, and no array: as in JSON. */
export function isEmptyObject(object: unknown): boolean {
  try {
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return false;
    return Object.keys(object).length === 0;
  } catch {
    return false;
  }
}
