import { TextEncoder } from './platform.js';

/**
 * Text as UTF-8; `undefined` for text with a lone surrogate, which UTF-8 cannot say: encoders put
 * U+FFFD for all of them, and different secrets would become the same.
 */
export function encodeUtf8(text: string): Uint8Array | undefined {
  const withoutPairs = text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '');
  return /[\ud800-\udfff]/.test(withoutPairs) ? undefined : new TextEncoder().encode(text);
}
