import { bytesOfLength } from '../bytes.ts';
import { attempt, encryptAid, encryptAidWithIv, type Failure } from '../core.ts';
import { nowSeconds } from '../format.ts';
import type { Token } from '../picture/anatomy.ts';
import type { Draft } from '../state.ts';

export type Issued = { token: Token } | { failure: Failure };

// An empty field is not the number 0.
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

let last: { key: string; issued: Issued } | null = null;

/** Makes a token from what the fields hold; the same fields and `round` give the same token. */
export function issue(captchaAppId: string, draft: Draft, round: number): Issued {
  const key = JSON.stringify([captchaAppId, draft, round]);
  if (last?.key !== key) last = { key, issued: issueFresh(captchaAppId, draft) };
  return last.issued;
}

function issueFresh(captchaAppId: string, draft: Draft): Issued {
  const time = draft.now ? nowSeconds() : number(draft.time);
  const options = {
    captchaAppId,
    appSecretKey: draft.secret,
    expiresInSeconds: number(draft.expiry),
    nowSeconds: time,
    mode: draft.mode,
    ...(draft.mode === 'gcm' && draft.aad ? { aad: draft.aad } : {}),
  };
  const result = attempt(() => {
    if (draft.randomIv) return encryptAid(options);
    // Bytes of another length are for the core to refuse.
    const iv = bytesOfLength(draft.iv, draft.mode === 'gcm' ? 12 : 16);
    return encryptAidWithIv({ ...options, iv: iv ?? new Uint8Array(0) });
  });
  if ('failure' in result) return result;
  return {
    token: {
      aidEncrypted: result.value,
      mode: draft.mode,
      appSecretKey: draft.secret,
      captchaAppId,
      issuedAtSeconds: time,
      expiresInSeconds: options.expiresInSeconds,
    },
  };
}
