// The wasm in the two forms that index.js can load: a file of its own, and text that bundlers carry.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/**
 * Adds a custom section, `tcaptcha-wasm`, that holds the hash of all before it. By these last bytes
 * index.js knows its own wasm: a bundle's folder may hold the one of another version.
 */
export function identify(path) {
  const code = readFileSync(path);
  const id = createHash('sha256').update(code).digest('hex');
  const name = 'tcaptcha-wasm';
  const content = [name.length, ...Buffer.from(name), ...Buffer.from(id)];
  const section = [CUSTOM_SECTION, content.length, ...content];
  if (content.length > 127) throw new Error('the length of the section takes more than one byte');
  return { id, bytes: Buffer.concat([code, Buffer.from(section)]) };
}

const CUSTOM_SECTION = 0;

/**
 * Deflated, so that a bundle carries less than half of it. As Base64, and not one character a byte:
 * bundlers that escape what is not ASCII make four of those.
 */
export function writeWasm({ bytes }, out) {
  writeFileSync(join(out, 'tcaptcha.wasm'), bytes);
  writeFileSync(
    join(out, 'tcaptcha-wasm.js'),
    `'use strict';
// tcaptcha.wasm, deflated (RFC 1951), as Base64, for bundles: index.js loads it where it cannot read that file.
module.exports =
  '${deflateRawSync(bytes, { level: 9 }).toString('base64')}';
`,
  );
}
