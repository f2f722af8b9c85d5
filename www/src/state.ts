import { signal } from '@preact/signals';

/** The example of the vendor's documentation: the page opens with it. */
export const published = {
  appId: '123456789',
  secret: '1234567891011121314151516',
  expiry: '86400',
  time: '1710144972',
  iv: '0123456789012345',
  aidEncrypted: 'MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT',
} as const;

export type Mode = 'cbc' | 'gcm';

/** The AppId is entered once and used by every panel. */
export const appId = signal<string>(published.appId);

/** What the workbench's fields hold, as typed. */
export const draft = signal({
  secret: published.secret as string,
  expiry: published.expiry as string,
  time: published.time as string,
  now: false,
  iv: published.iv as string,
  randomIv: false,
  mode: 'cbc' as Mode,
  aad: '',
});

export type Draft = typeof draft.value;
