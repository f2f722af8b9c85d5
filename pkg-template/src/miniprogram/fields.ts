// Reads values of unknown shape. Nothing here throws.

/** `0` solved, `1` failed, `2` closed by the user, or nothing that can be read. */
export type CaptchaRet = 0 | 1 | 2;

/** A property of a value of unknown shape; `undefined` where there is none, or reading it throws. */
export function field(source: unknown, name: string): unknown {
  try {
    return (source as Record<string, unknown>)[name];
  } catch (_) {
    return undefined;
  }
}

export function readRet(source: unknown): CaptchaRet {
  const ret = field(source, 'ret');
  return ret === 0 ? 0 : ret === 1 ? 1 : 2;
}

export function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
