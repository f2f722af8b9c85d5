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

  allRight: 'everything is in order',
  someFailed: (names) => `failed: ${names}; see the lines marked ✗`,
  someUnproven: (names) =>
    `no problem found, but a made-up ticket does not prove: ${names}; see the lines marked ?`,
  someSkipped: (names) => `no problem found in what was checked; not checked: ${names}`,

  nodeTooOld: 'is too old: 8.9 or newer is needed',
  notSet: 'not set',
  noDigits: 'not a CaptchaAppId, which has decimal digits only: copy it from the captcha console',
  isSet: (length) => `set, ${length} characters`,
  unusualKeyLength: '; AppSecretKeys usually have 25: compare it with the captcha console',
  quotedOrSpaced: 'set, with spaces or quotes around the value: remove them',
  tokenMade: 'made and decrypted',
  tokenNotMade: (detail) => `cannot be made with this key${detail && `: ${detail}`}`,
  noCredentials: 'CAPTCHA_SECRET_ID and CAPTCHA_SECRET_KEY are not set',
  badCredentials: (names, detail) => `${names} cannot be used: ${detail}`,
  otherSpellings: '; another spelling is set as well, these are used',

  mayBeCounted:
    'sending a made-up ticket to each interface once; Tencent Cloud may count these requests (--offline sends nothing)',
  offline: 'not checked: --offline',
  notReached: 'not checked: solve the failure above first',
  needsKeys: 'not checked: needs CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY',
  needsCredentials: 'not checked: needs the API key',

  noProxy: 'none',
  badProxy: 'https_proxy must be the address of a proxy that starts with http:// or https://',
  proxyFailed: (proxy, why) =>
    `the proxy ${proxy} did not forward the request: ${why}; correct https_proxy or its login, have the proxy allow the service, or add the service to no_proxy`,
  badEndpoint: (detail) =>
    `the address of the service (--endpoint, CAPTCHA_ENDPOINT) cannot be used: ${detail}`,
  reached: (place, milliseconds) => `${place} answered in ${milliseconds} ms`,
  reachedSlowly: (place, milliseconds) =>
    `${place} answered in ${milliseconds} ms, which is slow: a check has 2500 ms by default, and gives timeout or overloaded after that`,
  silent: (place) =>
    `connected to ${place}, but no answer came within 5 s: the service is down or slow, or something on the way holds the request back`,
  unreachable: (place, why) => `${place} cannot be reached: ${why}`,
  network: {
    ENOTFOUND: 'its name cannot be resolved: no network, or wrong DNS or --endpoint',
    EAI_AGAIN: 'its name cannot be resolved: no network, or DNS does not answer',
    ECONNREFUSED: 'nothing listens on that port, or a firewall refuses',
    ECONNRESET: 'the connection was cut: by a firewall, or by the service',
    EPIPE: 'the connection was cut: by a firewall, or by the service',
    ETIMEDOUT: 'no connection within 5 s: no network, or a firewall drops the packets',
    EHOSTUNREACH: 'no route: no network',
    ENETUNREACH: 'no route: no network',
  },
  certificate:
    'its certificate is not trusted: something intercepts the connection, or the clock is wrong',
  foreign: {
    html: (place, status) =>
      `${place} answered with a web page (HTTP ${status}), which is not the service: a proxy, a login page of the network, or a wrong --endpoint`,
    redirect: (place, status) =>
      `${place} answered with a redirect (HTTP ${status}), which the service never does: a proxy, a login page of the network, or a wrong --endpoint`,
    other: (place, status) =>
      `${place} answered (HTTP ${status}), but not in the form of the service: a wrong --endpoint, or the answer was changed on the way`,
  },
  serviceFails: (said) =>
    `the service was reached but fails (${said}): an outage of Tencent Cloud, not your set-up; try again later`,
  passesAnything: (said) =>
    `a made-up ticket passes (${said}): this is not Tencent Cloud; check --endpoint and CAPTCHA_ENDPOINT`,
  otherApi: (said) => `an API of Tencent Cloud, but not the captcha's (${said}): check --endpoint`,
  rateLimited: 'too many requests: run this again in a few seconds',

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
    `unknown SecretId (${said}): wrong, or the key was deleted or disabled; compare the SecretId with console.cloud.tencent.com/cam/capi`,
  wrongSecretKey: (said) =>
    `the SecretKey does not belong to this SecretId (${said}): compare the SecretKey with console.cloud.tencent.com/cam/capi, or create a new key`,
  wrongToken: (said) =>
    `the token of the temporary credentials is wrong or has expired (${said}): get new ones`,
  keyRefused: (said) =>
    `the service refused the signature (${said}): compare the API key with console.cloud.tencent.com/cam/capi; a proxy may have changed headers`,

  permissionGiven: 'granted',
  permissionOrPackage: 'a missing permission has the same code; see the line "package"',
  noPermission: (said) =>
    `the API key is right but lacks the permission (${said}): add to its user in access management (CAM) ${POLICY}`,
  addressRefused: (said) =>
    `the API key may not be used from the address of this machine (${said}): see the key's list of addresses in access management (CAM)`,

  packageNotNamed:
    'no problem reported (it would be CaptchaCode 31); it is not published whether the package is checked before the ticket',
  noPackage: (said) =>
    `used up, not bought, or the account is in arrears (${said}): see console.cloud.tencent.com/captcha`,
  noPackageOrPermission: (said) =>
    `used up, not bought, or the account is in arrears (${said}): see console.cloud.tencent.com/captcha; if the package is in order, the permission is missing: ${POLICY}`,

  parametersRefused: (said) =>
    `the service refused the parameters (${said}): compare CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY with the captcha console`,
  appIdRefused: (said) =>
    `the service refused this CaptchaAppId (${said}): compare CAPTCHA_APP_ID with the captcha console`,
  appUnproven: (said) =>
    `AppId or AppSecretKey may be wrong, or only the made-up ticket is (${said}). Compare CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY with one row of console.cloud.tencent.com/captcha. Only a real ticket from a client proves them: check it at once with npx tcaptcha-wasm check`,
};
