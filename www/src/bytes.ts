const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The bytes of a Base64 text, or null when it is none. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** `n` bytes written as text or as hexadecimal digits, or null when it is neither. */
export function bytesOfLength(text: string, length: number): Uint8Array | null {
  if (new RegExp(`^[0-9a-f]{${length * 2}}$`, 'i').test(text)) {
    return Uint8Array.from({ length }, (_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16));
  }
  const bytes = utf8(text);
  return bytes.length === length ? bytes : null;
}
