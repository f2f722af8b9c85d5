// What wasm-bindgen generates from src/wasm; the Rust side has the documentation.

export interface WasmExports {
  readonly memory: WebAssembly.Memory;
}
export class Encryptor {
  constructor(
    appIdLength: number,
    keyLength: number,
    aadLength: number,
    mode: number,
    expiresInSeconds: number | undefined,
    disableEntropyCache: boolean,
  );
  encrypt(nowSeconds: number | undefined, clockSeconds: number): number;
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
  nowSeconds: number | undefined,
  clockSeconds: number,
): number;
export function encryptAidWithIv(
  appIdLength: number,
  keyLength: number,
  aadLength: number,
  mode: number,
  expiresInSeconds: number | undefined,
  nowSeconds: number,
  ivLength: number,
): number;
export function inspectAid(
  aidEncrypted: string,
  keys: Uint8Array,
  appIdLength: number | undefined,
  mode: number,
  aadLength: number,
  nowSeconds: number,
): unknown;
export function parseCaptchaResult(input: unknown): unknown;
export function readShowOptions(options: unknown): unknown;
export function exchangePlaces(): Uint32Array;
export function takeError(): unknown;
export function initSync(input: { module: BufferSource | WebAssembly.Module }): WasmExports;
export default function init(input: { module_or_path: unknown }): Promise<WasmExports>;
