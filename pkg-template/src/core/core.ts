// The loaded wasm, once; and the buffer through which short values cross.

import { CaptchaError } from './errors.js';
import { exchangePlace, type WasmExports } from './glue.js';
import { isStale, readBase64, viewOf } from './platform.js';
import { encodeUtf8 } from './text.js';

/** Room for a value in the exchange, in bytes: one more than is valid, as in src/wasm/exchange.rs. */
const room = { key: 33, appId: 17, aad: 97, iv: 17 };

/** A value of the exchange. */
export type ExchangeField = keyof typeof room;

/** The wasm's memory, and where in it the exchange lies. */
export interface Core {
  /** Writes text or bytes; how many, or `room` when there are more than fit. */
  write(field: ExchangeField, value: string | Uint8Array): number;
  /** The Base64 of so many bytes of what a call has put there, one token or two. */
  readRaw(length: number, from?: number): string;
  /** The memory, for tests that look for secrets in it. */
  readonly memory: WebAssembly.Memory;
}

let loaded: Core | undefined;

/** The loaded wasm; where it must be loaded beforehand and was not, ERR_CAPTCHA_NOT_INITIALIZED. */
export function core(): Core {
  return loaded ?? notLoaded();
}

/** What `core` does when nothing is loaded: the server's entry loads, the web's throws. */
let notLoaded = (): Core => {
  throw new CaptchaError(
    'ERR_CAPTCHA_NOT_INITIALIZED',
    'the WebAssembly module is not loaded: await init() first',
  );
};

let loadsWhenNeeded = false;

/** For what needs no wasm: the web's entry is used after `init` all the same, whatever is called. */
export function needCore(): void {
  if (loaded === undefined && !loadsWhenNeeded) notLoaded();
}

/** Whether the wasm is loaded. */
export function isLoaded(): boolean {
  return loaded !== undefined;
}

/** Loads when first needed instead of throwing. */
export function loadWith(load: () => WasmExports): void {
  loadsWhenNeeded = true;
  notLoaded = () => attach(load());
}

/** Takes the instance that is used from now on. */
export function attach(wasm: WasmExports): Core {
  const [raw, key, appId, aad, iv] = [0, 1, 2, 3, 4].map(exchangePlace) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const place = { key, appId, aad, iv };
  const { memory } = wasm;
  let view = viewOf(memory.buffer);
  const fresh = (): Uint8Array => (isStale(view, memory) ? (view = viewOf(memory.buffer)) : view);
  loaded = {
    memory,
    write: (field, value) => write(fresh(), place[field], room[field], value),
    readRaw: (length, from = 0) => readBase64(fresh(), raw + from, length),
  };
  return loaded;
}

function write(view: Uint8Array, place: number, limit: number, value: string | Uint8Array): number {
  const { length } = value;
  // Longer text is longer still in UTF-8: what it holds need not be looked at.
  if (length >= limit) return limit;
  if (typeof value !== 'string') {
    view.set(value, place);
    return length;
  }
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit > 0x7f) return writeUtf8(view, place, limit, value);
    view[place + index] = unit;
  }
  return length;
}

function writeUtf8(view: Uint8Array, place: number, limit: number, value: string): number {
  const bytes = encodeUtf8(value);
  if (bytes === undefined) return limit; // refused as one too long
  const length = Math.min(bytes.length, limit);
  view.set(bytes.subarray(0, length), place);
  bytes.fill(0);
  return length;
}
