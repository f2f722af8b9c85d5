// What wasm-bindgen generates from src/wasm; the Rust side has the documentation.

import type { AidProblemCode } from '../token/inspect.js';

export interface WasmExports {
  readonly memory: WebAssembly.Memory;
}
export class Encryptor {
  private constructor();
  static create(
    appIdLength: number,
    keyLength: number,
    aadLength: number,
    mode: number,
    expiresInSeconds: number | undefined,
    disableEntropyCache: boolean,
  ): Encryptor | undefined;
  encrypt(nowSeconds: number, clockSeconds: number, ivLength: number): number;
  free(): void;
}
export class TicketCheck {
  private constructor();
  static create(appIdLength: number, keyLength: number, options: string): TicketCheck | undefined;
  ask(question: string, timestampSeconds: number): string;
  free(): void;
}
export function checkUserIp(userIp: string): boolean;
export function parseVerifyResponse(answer: string): string;
export function encryptAid(
  appIdLength: number,
  keyLength: number,
  aadLength: number,
  mode: number,
  expiresInSeconds: number | undefined,
  nowSeconds: number,
  clockSeconds: number,
): number;
export function inspectAid(
  aidEncryptedLength: number,
  raw: Uint8Array | undefined,
  keys: Uint8Array,
  comparesAppId: boolean,
  appIdLength: number,
  mode: number,
  aadLength: number,
  nowSeconds: number,
): InspectionParts | undefined;
/** The problems, `keyIndex`, `captchaAppId`, and the four times of an inspection in its order. */
export type InspectionParts = [
  problems: [code: AidProblemCode, message: string][],
  keyIndex: number | undefined,
  captchaAppId: string | undefined,
  ...seconds: (number | undefined)[],
];
export function exchangePlace(value: number): number;
export function takeError(): string;
export function initSync(input: { module: BufferSource | WebAssembly.Module }): WasmExports;
export default function init(input: { module_or_path: unknown }): Promise<WasmExports>;
