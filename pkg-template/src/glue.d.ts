// What wasm-bindgen generates from src/wasm; the Rust side has the documentation.

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
  encrypt(nowSeconds: number, clockSeconds: number): number;
  free(): void;
}
export class TicketCheck {
  constructor(
    appIdLength: number,
    keyLength: number,
    businessId: number | undefined,
    sceneId: number | undefined,
    endpoint: string | undefined,
  );
  sign(
    ticket: string,
    randstr: string | undefined,
    userIp: string,
    secretId: string,
    secretKey: string,
    token: string | undefined,
    timestampSeconds: number,
  ): unknown;
  claimKey(ticket: string): string;
  free(): void;
}
export function checkUserIp(userIp: string): void;
export function parseVerifyResponse(
  status: number,
  body: string,
  action: string,
  ticket: string,
): unknown;
export function encryptAid(
  appIdLength: number,
  keyLength: number,
  aadLength: number,
  mode: number,
  expiresInSeconds: number | undefined,
  nowSeconds: number,
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
  comparesAppId: boolean,
  appIdLength: number,
  mode: number,
  aadLength: number,
  nowSeconds: number,
): string;
export function exchangePlaces(): Uint32Array;
export function takeError(): string;
export function initSync(input: { module: BufferSource | WebAssembly.Module }): WasmExports;
export default function init(input: { module_or_path: unknown }): Promise<WasmExports>;
