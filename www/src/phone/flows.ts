import type { Flow } from './backend.ts';
import type { StepKind } from './steps.ts';

interface Result {
  ret: number;
  ticket?: string;
  randstr?: string;
}

/** What is different from flow to flow. */
interface FlowForm {
  /** How the captcha is opened, as a step and as what crosses. */
  opening: StepKind;
  options(captchaAppId: string, aidEncrypted: string | undefined): unknown;
  /** How the result comes back. */
  arrival: StepKind;
  retOf(delivered: unknown): unknown;
  /** A disaster-recovery ticket in the form of this flow. */
  fallback(result: Result): unknown;
}

const CAPTCHA_MINI_PROGRAM = 'wx5a3a7366fd07e119';

export const flowForms: Record<Flow, FlowForm> = {
  plugin: {
    opening: 'open',
    options: (captchaAppId, aidEncrypted) => ({
      'app-id': captchaAppId,
      'aid-encrypted': aidEncrypted,
    }),
    arrival: 'event',
    retOf: (delivered) => (delivered as { detail?: Result }).detail?.ret,
    fallback: ({ ret, ticket }) => ({ type: 'verify', detail: { ret, ticket } }),
  },
  'mini-program': {
    opening: 'jump',
    options: (captchaAppId) => ({
      appId: CAPTCHA_MINI_PROGRAM,
      path: '/pages/captcha/index',
      extraData: { appId: captchaAppId },
    }),
    arrival: 'show',
    retOf: (delivered) =>
      (delivered as { referrerInfo?: { extraData?: Result } }).referrerInfo?.extraData?.ret,
    fallback: (result) => ({
      scene: 1038,
      referrerInfo: { appId: CAPTCHA_MINI_PROGRAM, extraData: result },
    }),
  },
  web: {
    opening: 'openWeb',
    options: (captchaAppId, aidEncrypted) => ({
      captchaAppId,
      options: { aidEncrypted, aidEncryptedType: 'cbc' },
    }),
    arrival: 'callback',
    retOf: (delivered) => (delivered as Result).ret,
    fallback: (result) => ({ ...result, errorCode: 1001, errorMessage: 'jsload_error' }),
  },
};
