// Text and bytes without TextEncoder, Buffer or atob: no runtime of the matrix lacks this.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Well-formed text as UTF-8. */
export function utf8(text) {
  const out = [];
  for (const character of text) {
    const point = character.codePointAt(0);
    if (point < 0x80) out.push(point);
    else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) {
      out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    } else {
      out.push(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 63),
        0x80 | ((point >> 6) & 63),
        0x80 | (point & 63),
      );
    }
  }
  return Uint8Array.from(out);
}

/** Text for a test's name: the same in every runtime, which write lone surrogates differently. */
export function ascii(text) {
  return text.replace(
    /[^ -~]/g,
    (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** Bytes below 0x80 as text; others become U+0080 to U+00FF. */
export function latin1(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function toBase64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = (bytes[at] << 16) | ((bytes[at + 1] || 0) << 8) | (bytes[at + 2] || 0);
    text += ALPHABET[group >> 18] + ALPHABET[(group >> 12) & 63];
    text += left > 1 ? ALPHABET[(group >> 6) & 63] : '=';
    text += left > 2 ? ALPHABET[group & 63] : '=';
  }
  return text;
}

/** Strict standard Base64; throws on anything else. */
export function fromBase64(text) {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new Error('not standard Base64: ' + text);
  }
  const out = [];
  for (let at = 0; at < text.length; at += 4) {
    let group = 0;
    for (let k = 0; k < 4; k += 1) {
      group = (group << 6) | (text[at + k] === '=' ? 0 : ALPHABET.indexOf(text[at + k]));
    }
    out.push(group >> 16);
    if (text[at + 2] !== '=') out.push((group >> 8) & 255);
    if (text[at + 3] !== '=') out.push(group & 255);
  }
  const bytes = Uint8Array.from(out);
  if (toBase64(bytes) !== text) throw new Error('not canonical Base64: ' + text);
  return bytes;
}

export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The AES key by the vendor's rule, written here a second time on purpose: repeated up to 32 bytes. */
export function filledKey(appSecretKey) {
  const bytes = typeof appSecretKey === 'string' ? utf8(appSecretKey) : appSecretKey;
  return Uint8Array.from({ length: 32 }, (_, at) => bytes[at % bytes.length]);
}
