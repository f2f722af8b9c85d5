import { type DoctorTexts, POLICY } from './doctor.js';

export const doctorEn: DoctorTexts = {
  names: {
    version: 'tcaptcha-wasm',
    node: 'Node.js',
    app_id: 'CAPTCHA_APP_ID',
    app_secret_key: 'CAPTCHA_APP_SECRET_KEY',
    aid_encrypted: 'aidEncrypted',
    credentials: 'credentials',
    proxy: 'proxy',
    endpoint: 'endpoint',
    clock: 'clock',
    api_key: 'API key',
    permission: 'permission',
    package: 'package',
    app: 'AppId and AppSecretKey',
  },
  comma: ', ',

  allRight: 'all right',
  someFailed: (names) => `failed: ${names}; see the lines marked ✗`,
  someUnproven: (names) =>
    `nothing found wrong, but a made-up ticket does not prove: ${names}; see the lines marked ?`,
  someSkipped: (names) => `nothing found wrong in what was looked at; not looked at: ${names}`,

  nodeTooOld: 'is too old: 8.9 or newer is needed',
  notSet: 'not set',
  noDigits: 'not a CaptchaAppId, which has decimal digits only: copy it from the captcha console',
  isSet: (length) => `set, ${length} characters`,
  unusualKeyLength: '; AppSecretKeys usually have 25: compare it with the captcha console',
  quotedOrSpaced: 'set, with spaces or quotes around the value: remove them',
  tokenMade: 'made and opened',
  tokenNotMade: (detail) => `cannot be made with these keys${detail && `: ${detail}`}`,
  noCredentials: 'TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set',
  badCredentials: (names, detail) => `${names} cannot be used: ${detail}`,
  bothSpellings: '; variables of both spellings are set, these are used',

  mayBeCounted:
    'asking the service about a made-up ticket, once for each interface; the vendor may count these requests (--offline sends nothing)',
  offline: 'not looked at, because of --offline',
  notReached: 'not looked at, because of what failed before it',
  needsKeys: 'not looked at: needs CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY',
  needsCredentials: 'not looked at: needs TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY',

  noProxy: 'none',
  badProxy: 'https_proxy must be the address of a proxy that starts with http:// or https://',
  proxyFailed: (proxy, why) =>
    `the proxy ${proxy} does not let requests through: ${why}; correct https_proxy or its login, have the proxy allow the service, or name the service in no_proxy`,
  badEndpoint: (detail) =>
    `the address of the service (--endpoint, CAPTCHA_ENDPOINT) cannot be used: ${detail}`,
  reached: (place, milliseconds) => `${place} answered in ${milliseconds} ms`,
  unreachable: (place, why) => `${place} cannot be reached: ${why}`,
  network: {
    ENOTFOUND: 'its name cannot be resolved: no network, or wrong DNS or --endpoint',
    EAI_AGAIN: 'its name cannot be resolved: no network, or DNS does not answer',
    ECONNREFUSED: 'nothing listens there, or a firewall refuses',
    ECONNRESET: 'the connection was cut: by a firewall, or by the service',
    EPIPE: 'the connection was cut: by a firewall, or by the service',
    ETIMEDOUT: 'no answer within 5 s: no network, or a firewall drops the packets',
    EHOSTUNREACH: 'no way there: no network',
    ENETUNREACH: 'no way there: no network',
  },
  certificate:
    'its certificate is not trusted: something intercepts the connection, or the clock is wrong',
  foreign: {
    html: (place, status) =>
      `${place} answered with a web page (HTTP ${status}), not as the service does: a proxy, a login page of the network, or a wrong --endpoint`,
    redirect: (place, status) =>
      `${place} answered with a redirect (HTTP ${status}), which the service never does: a proxy, a login page of the network, or a wrong --endpoint`,
    other: (place, status) =>
      `${place} answered (HTTP ${status}), but not as the service does: a wrong --endpoint, or something in between changes answers`,
  },
  serviceFails: (said) =>
    `the service was reached and fails by itself (${said}): this is the vendor's outage, not your set-up; try again later`,
  passesAnything: (said) =>
    `lets a made-up ticket pass (${said}): this is not the service; look at --endpoint and CAPTCHA_ENDPOINT`,
  otherApi: (said) =>
    `answered like an API of Tencent Cloud, but not like the captcha's (${said}): look at --endpoint`,
  rateLimited: 'the service takes no more requests for now: run this again in a few seconds',

  noDate: 'the service sent no date to compare with',
  clockRight: (seconds) => `${seconds} s off`,
  clockWorrying: (seconds) =>
    `${seconds} s off; beyond 300 s every request is refused: synchronize it (NTP)`,
  clockWrong: (seconds) =>
    `${seconds} s off (minus: slow); beyond 300 s every request is refused: synchronize it (NTP)`,
  clockAccepted: 'within 300 s: the service accepted the time of the signature',
  clockRefused: (said) =>
    `more than 300 s off: the service refused the time of the signature (${said}); synchronize it (NTP)`,

  keyAccepted: 'the service accepted the signature',
  wrongSecretId: (said) =>
    `the service does not know this SecretId (${said}): it is wrong, or the key was deleted or disabled; compare TENCENTCLOUD_SECRET_ID with console.cloud.tencent.com/cam/capi`,
  wrongSecretKey: (said) =>
    `the SecretKey does not belong to this SecretId (${said}): compare TENCENTCLOUD_SECRET_KEY with console.cloud.tencent.com/cam/capi, or create a new key`,
  wrongToken: (said) =>
    `the token of the temporary credentials is wrong or has expired (${said}): get new ones`,
  keyRefused: (said) =>
    `the service refused the signature (${said}): compare the API key with console.cloud.tencent.com/cam/capi; a proxy may have changed headers`,

  permissionGiven: `may ask; the smallest policy that suffices: ${POLICY}`,
  permissionOrPackage:
    'the service uses the same code for a missing permission; see the line of the package',
  noPermission: (said) =>
    `the API key is right, but may not ask (${said}): add to its user in access management (CAM) ${POLICY}`,
  addressRefused: (said) =>
    `the API key may not be used from the address of this machine (${said}): see the key's list of addresses in access management (CAM)`,

  packageNotNamed:
    'the service did not complain of it (CaptchaCode 31); whether it looks at it before the ticket is not published',
  noPackage: (said) =>
    `used up, not bought, or the account is in arrears (${said}): see console.cloud.tencent.com/captcha`,
  noPackageOrPermission: (said) =>
    `used up, not bought, or the account is in arrears (${said}): see console.cloud.tencent.com/captcha; if there is a package, the permission is missing: ${POLICY}`,

  parametersRefused: (said) =>
    `the service refused the parameters (${said}): compare CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY with the captcha console`,
  appIdRefused: (said) =>
    `the service does not take this CaptchaAppId (${said}): compare CAPTCHA_APP_ID with the captcha console`,
  appUnproven: (said) =>
    `AppId or AppSecretKey may be wrong, or the made-up ticket is all that is wrong (${said}). Compare CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY with one and the same row of console.cloud.tencent.com/captcha. Only a ticket that a client got proves them: have it checked at once, with npx tcaptcha-wasm check`,
};
