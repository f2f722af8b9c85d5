import { fromBase64, hex, utf8 } from '../bytes.ts';
import { encryptAid, encryptAidWithIv } from '../core.ts';
import { nowSeconds } from '../format.ts';
import { published } from '../state.ts';

/** Each makes a token with the published key and does to it what goes wrong in practice. */
export const breakages = ['good', 'expired', 'future', 'cut', 'spaces', 'key', 'zeros', 'hex', 'bit'] as const;
export type Breakage = (typeof breakages)[number];

const app = { captchaAppId: published.appId, appSecretKey: published.secret };

export function breakToken(kind: Breakage): string {
  switch (kind) {
    case 'good':
      return encryptAid({ ...app, expiresInSeconds: 7200 });
    case 'expired':
      return encryptAid({ ...app, expiresInSeconds: 600, nowSeconds: nowSeconds() - 750 });
    case 'future': {
      const iv = crypto.getRandomValues(new Uint8Array(16));
      return encryptAidWithIv({ ...app, expiresInSeconds: 3600, nowSeconds: nowSeconds() + 480, iv });
    }
    case 'cut':
      return encryptAid(app).slice(0, -12);
    case 'spaces':
      return withPlus().replaceAll('+', ' ');
    case 'key':
      return encryptAid({ ...app, appSecretKey: 'another-app-secret-key-25' });
    case 'zeros': {
      const key = new Uint8Array(32);
      key.set(utf8(published.secret));
      return encryptAid({ ...app, appSecretKey: key });
    }
    case 'hex':
      return Array.from(bytesOf(encryptAid(app)), hex).join('');
    case 'bit': {
      const bytes = bytesOf(encryptAid(app));
      bytes[0] = (bytes[0] ?? 0) ^ 2;
      return btoa(String.fromCharCode(...bytes));
    }
  }
}

const bytesOf = (token: string): Uint8Array => fromBase64(token) ?? new Uint8Array(0);

/** About half of all tokens hold a `+` that a form or a query string can turn into a space. */
function withPlus(): string {
  for (;;) {
    const token = encryptAid({ ...app, expiresInSeconds: 7200 });
    if (token.slice(0, -1).includes('+')) return token;
  }
}
