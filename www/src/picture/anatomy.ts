import { fromBase64, utf8 } from '../bytes.ts';

/** What a token is made of, as far as it is known: without the key only IV and ciphertext are. */
export interface Token {
  aidEncrypted: string;
  mode: 'cbc' | 'gcm';
  appSecretKey?: string | undefined;
  captchaAppId?: string | undefined;
  issuedAtSeconds?: number | undefined;
  expiresInSeconds?: number | undefined;
}

export type RowId = 'key' | 'plain' | 'out' | 'text';
export type PartKind =
  | 'secret'
  | 'repeat'
  | 'appId'
  | 'issuedAt'
  | 'expiry'
  | 'padding'
  | 'iv'
  | 'block'
  | 'ciphertext'
  | 'tag';

/** A stretch of bytes: `start` inclusive, `end` exclusive, counted within its row. */
export interface Range {
  start: number;
  end: number;
}

export interface Part extends Range {
  id: string;
  kind: PartKind;
  row: RowId;
  /** Blocks count from 1. */
  index?: number;
  /** The same bytes, wherever they appear. */
  marks: Partial<Record<RowId, Range[]>>;
}

export interface Anatomy {
  mode: 'cbc' | 'gcm';
  ivLength: number;
  tagLength: number;
  key?: Uint8Array;
  secretLength: number;
  /** With its padding. */
  plain?: Uint8Array;
  out: Uint8Array;
  text: string;
  parts: Part[];
}

const BLOCK = 16;

/** Takes a token apart; null when it is not Base64 or too short to have an IV and a block. */
export function anatomyOf(token: Token): Anatomy | null {
  const out = fromBase64(token.aidEncrypted);
  const gcm = token.mode === 'gcm';
  const ivLength = gcm ? 12 : BLOCK;
  const tagLength = gcm ? 16 : 0;
  if (!out || out.length <= ivLength + tagLength) return null;
  const anatomy: Anatomy = {
    mode: token.mode,
    ivLength,
    tagLength,
    secretLength: 0,
    out,
    text: token.aidEncrypted,
    parts: [],
  };
  addKey(anatomy, token.appSecretKey);
  addOutput(anatomy);
  addPlaintext(anatomy, token);
  return anatomy;
}

function addKey(anatomy: Anatomy, appSecretKey: string | undefined): void {
  const secret = utf8(appSecretKey ?? '');
  if (secret.length === 0 || secret.length > 32) return;
  anatomy.secretLength = secret.length;
  anatomy.key = Uint8Array.from({ length: 32 }, (_, i) => secret[i % secret.length] ?? 0);
  const part = (kind: PartKind, start: number, end: number, marks: Range[]): Part => ({
    id: kind,
    kind,
    row: 'key',
    start,
    end,
    marks: { key: marks },
  });
  anatomy.parts.push(part('secret', 0, secret.length, [{ start: 0, end: 32 }]));
  if (secret.length < 32) {
    const copied = Math.min(secret.length, 32 - secret.length);
    anatomy.parts.push(
      part('repeat', secret.length, 32, [
        { start: 0, end: copied },
        { start: secret.length, end: 32 },
      ]),
    );
  }
}

function addOutput(anatomy: Anatomy): void {
  const { ivLength, tagLength, out, mode } = anatomy;
  const cipherEnd = out.length - tagLength;
  const push = (kind: PartKind, start: number, end: number, index?: number) => {
    const plain = start >= ivLength && end <= cipherEnd;
    anatomy.parts.push({
      id: index ? `${kind}-${index}` : kind,
      kind,
      row: 'out',
      start,
      end,
      ...(index ? { index } : {}),
      marks: {
        out: [{ start, end }],
        text: [charactersOf({ start, end })],
        ...(plain ? { plain: [{ start: start - ivLength, end: end - ivLength }] } : {}),
      },
    });
  };
  push('iv', 0, ivLength);
  if (mode === 'gcm') push('ciphertext', ivLength, cipherEnd);
  else
    for (let start = ivLength; start < cipherEnd; start += BLOCK)
      push('block', start, Math.min(start + BLOCK, cipherEnd), (start - ivLength) / BLOCK + 1);
  if (tagLength) push('tag', cipherEnd, out.length);
}

function addPlaintext(anatomy: Anatomy, token: Token): void {
  const { captchaAppId, issuedAtSeconds, expiresInSeconds } = token;
  if (captchaAppId === undefined || issuedAtSeconds === undefined) return;
  const fields: [PartKind, string][] = [
    ['appId', captchaAppId],
    ['issuedAt', String(issuedAtSeconds)],
    ['expiry', String(expiresInSeconds)],
  ];
  const body = utf8(fields.map(([, value]) => value).join('&'));
  const length = anatomy.out.length - anatomy.ivLength - anatomy.tagLength;
  // A token made by another program may hold leading zeros: then the drawing would not fit it.
  const padding = anatomy.mode === 'gcm' ? 0 : BLOCK - (body.length % BLOCK);
  if (body.length + padding !== length) return;
  anatomy.plain = new Uint8Array(length).fill(padding);
  anatomy.plain.set(body);
  let start = 0;
  for (const [kind, value] of fields) {
    pushPlain(anatomy, kind, start, start + value.length);
    start += value.length + 1;
  }
  if (padding) pushPlain(anatomy, 'padding', body.length, length);
}

function pushPlain(anatomy: Anatomy, kind: PartKind, start: number, end: number): void {
  const covered = anatomy.mode === 'gcm' ? { start, end } : wholeBlocks({ start, end });
  const out = { start: covered.start + anatomy.ivLength, end: covered.end + anatomy.ivLength };
  anatomy.parts.push({
    id: kind,
    kind,
    row: 'plain',
    start,
    end,
    marks: { plain: [{ start, end }], out: [out], text: [charactersOf(out)] },
  });
}

const wholeBlocks = ({ start, end }: Range): Range => ({
  start: Math.floor(start / BLOCK) * BLOCK,
  end: Math.ceil(end / BLOCK) * BLOCK,
});

/** Three bytes are four characters; one that carries bits of two parts belongs to both. */
export const charactersOf = ({ start, end }: Range): Range => ({
  start: Math.floor((start * 4) / 3),
  end: Math.ceil((end * 4) / 3),
});

/** How a byte is shown where it is text: its character, or nothing when it has none. */
export const glyph = (byte: number): string =>
  byte > 31 && byte < 127 ? String.fromCharCode(byte) : ' ';
