// Loads the package into a process whose prototypes somebody polluted before, and says what it does.

const planted = {
  ret: 0,
  ticket: 't03evil',
  randstr: '@evil',
  detail: { ret: 0, ticket: 't03evil' },
  mp: {},
  scene: 1038,
  referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData: { ret: 0, ticket: 't03evil' } },
  status: 'passed',
  CaptchaCode: 1,
  Response: { CaptchaCode: 1, RequestId: 'evil' },
  RequestId: 'evil',
  token: 'evil',
  'X-TC-Token': 'evil',
  expiresAtMs: 0,
  code: 'DATABASE_DUPLICATE_WRITE',
};
for (const [name, value] of Object.entries(planted)) {
  Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
}
Object.defineProperty(Array.prototype, '7', { value: 'evil', configurable: true, writable: true });

const [, , folder, endpoint] = process.argv;
const lib = require(folder);
const options = {
  captchaAppId: '123456789',
  appSecretKey: '1234567891011121314151516',
  credentials: { secretId: 'AKIDx', secretKey: 'secret', token: undefined },
  endpoint,
};
const label = ({ status, reason }) => (reason ? `${status}/${reason}` : status);

(async () => {
  const captcha = lib.createCaptcha(options);
  const userIp = '203.0.113.7';
  const check = async (captchaResult) => label(await captcha.check({ captchaResult, userIp }));
  const honest = await check({ ret: 0, ticket: 't03honest', randstr: undefined });
  const refused = await check({ ret: 0, ticket: 't03other', randstr: undefined });
  const empty = await check({});
  const fallback = await check({ ret: 0, ticket: 'trerror_1_2_3' });
  const token = lib.inspectAid(captcha.issueAid(), { appSecretKey: options.appSecretKey }).valid;
  let planted = 'taken from the prototype';
  try {
    lib.encryptAid({});
  } catch (error) {
    planted = lib.isCaptchaError(error) ? 'captchaAppId,appSecretKey missing' : String(error);
  }
  captcha.dispose();
  process.stdout.write(JSON.stringify({ honest, refused, empty, fallback, token, planted }));
})().catch((error) => {
  process.stderr.write(String(error && error.stack));
  process.exit(1);
});
