/**
 * The environment variables of the cloud account's credentials, in the order in which they are looked at:
 * names of this package's own, because cloud functions refuse variables whose names start with
 * `TENCENTCLOUD_`; as the SDKs and the command line spell them; as the platform injects them.
 */
export const CREDENTIAL_NAMES = [
  {
    secretId: 'CAPTCHA_SECRET_ID',
    secretKey: 'CAPTCHA_SECRET_KEY',
    token: 'CAPTCHA_SESSION_TOKEN',
  },
  {
    secretId: 'TENCENTCLOUD_SECRET_ID',
    secretKey: 'TENCENTCLOUD_SECRET_KEY',
    token: 'TENCENTCLOUD_SESSION_TOKEN',
  },
  {
    secretId: 'TENCENTCLOUD_SECRETID',
    secretKey: 'TENCENTCLOUD_SECRETKEY',
    token: 'TENCENTCLOUD_SESSIONTOKEN',
  },
] as const;
