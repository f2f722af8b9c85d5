import { fromBase64 } from '../bytes.ts';
import { encryptAid, encryptAidWithIv } from '../core.ts';
import { nowSeconds } from '../format.ts';
import { published } from '../state.ts';

/** Each makes a token with the published key and does to it what goes wrong in practice. */
export const breakages = ['good', 'expired', 'future', 'cut', 'spaces', 'key', 'bit'] as const;
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
    case 'bit': {
      const bytes = fromBase64(encryptAid(app)) ?? new Uint8Array(0);
      bytes[0] = (bytes[0] ?? 0) ^ 2;
      return btoa(String.fromCharCode(...bytes));
    }
  }
}

/** About half of all tokens hold a `+` that a form or a query string can turn into a space. */
function withPlus(): string {
  for (;;) {
    const token = encryptAid({ ...app, expiresInSeconds: 7200 });
    if (token.slice(0, -1).includes('+')) return token;
  }
}
