import type { AidMistake, RejectReason, UnavailableReason } from 'tcaptcha-wasm/web';

/** Every reason of an outcome; the compiler holds the list to the package's types. */
export const reasons: Record<RejectReason | UnavailableReason, true> = {
  closed: true,
  failed: true,
  malformed: true,
  fallback_ticket: true,
  replayed: true,
  expired: true,
  mismatch: true,
  invalid_ticket: true,
  risk: true,
  malicious: true,
  refused: true,
  timeout: true,
  network: true,
  service: true,
  rate_limited: true,
  quota: true,
  store: true,
  overloaded: true,
};

/** Every mistake that `inspectAid` names. */
export const mistakes: Record<AidMistake, true> = {
  key_padded_as_vendor_sample: true,
  key_padded_with_zeros: true,
  key_not_padded: true,
  key_not_trimmed: true,
  url_safe_base64: true,
  hex: true,
  iv_missing: true,
  iv_as_text: true,
  ecb: true,
  openssl_salted: true,
  utf16: true,
  milliseconds: true,
  trailing_bytes: true,
  padded_twice: true,
  other_mode: true,
  tag_before_ciphertext: true,
};

export type Reason = keyof typeof reasons;
