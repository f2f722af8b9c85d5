// How the core reads objects that a stranger may have made. Nothing here throws.

/** The object's own property; `undefined` when there is none, or when reading it throws. */
export function ownProperty(object: unknown, key: string): unknown {
  try {
    if (typeof object !== 'object' || object === null) return undefined;
    if (!Object.prototype.hasOwnProperty.call(object, key)) return undefined;
    return (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Whether this is an object without own enumerable properties. */
export function isEmptyObject(object: unknown): boolean {
  try {
    return typeof object === 'object' && object !== null && Object.keys(object).length === 0;
  } catch {
    return false;
  }
}
