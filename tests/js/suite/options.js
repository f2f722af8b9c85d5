// How options are read: own properties, their kinds, unknown names; and what the messages say.

import { checkCaptchaError, deepEqual, equal, ok, thrownBy, throwsCaptcha } from './assert.js';
import { utf8 } from './bytes.js';
import { openToken } from './token.js';

const ARGUMENT = 'ERR_CAPTCHA_INVALID_ARGUMENT';
const SECRET = '1234567891011121314151516';
const AID = { captchaAppId: '190000000', appSecretKey: SECRET };
const CREDENTIALS = { secretId: 'AKIDexample', secretKey: 'secretKeyExample' };
const USER_IP = '203.0.113.7';

export function register(test, lib, env) {
  const passing = async () => ({
    status: 200,
    body: '{"Response":{"CaptchaCode":1,"RequestId":"r"}}',
  });
  const captchaOptions = Object.assign({ credentials: CREDENTIALS, transport: passing }, AID);

  /** A message without the address of the help behind it. */
  const saysExactly = (work, expected) => {
    const error = thrownBy(work);
    checkCaptchaError(lib, error, { code: error.code }, [SECRET]);
    equal(error.message.split('; see ')[0], expected);
  };

  test('options: a message says what it must be and what came', () => {
    const encrypt = (fields) => () => lib.encryptAid(Object.assign({}, AID, fields));
    for (const [fields, expected] of [
      [{ captchaAppId: undefined }, 'captchaAppId must be decimal digits, got undefined'],
      [{ captchaAppId: null }, 'captchaAppId must be decimal digits, got null'],
      [{ captchaAppId: {} }, 'captchaAppId must be decimal digits, got an object'],
      [{ appSecretKey: undefined }, 'appSecretKey must be a string or a Uint8Array, got undefined'],
      [{ appSecretKey: 42 }, 'appSecretKey must be a string or a Uint8Array, got a number'],
      [
        { appSecretKey: SECRET + '\ud800' },
        'appSecretKey must be a string or a Uint8Array, got a lone surrogate',
      ],
      [{ expiresInSeconds: '3600' }, 'expiresInSeconds must be a number, got a string'],
      [{ mode: 'GCM' }, "mode must be 'cbc' or 'gcm', got 'GCM'"],
      [{ mode: 7 }, 'mode must be a string, got a number'],
    ]) {
      saysExactly(encrypt(fields), expected);
    }
    saysExactly(() => lib.encryptAid(undefined), 'options must be an object, got undefined');
    saysExactly(
      () =>
        lib.createCaptcha(Object.assign({}, captchaOptions, { credentials: { secretId: 'i' } })),
      'credentials.secretKey must be a string, got undefined',
    );
    saysExactly(
      () => lib.createCaptcha(Object.assign({}, captchaOptions, { timeoutMs: 0 })),
      'timeoutMs must be from 1 to 60000, got 0',
    );
  });

  test('options: a key in the place of another argument is not quoted', () => {
    const { captchaAppId } = AID;
    for (const work of [
      () => lib.encryptAid({ captchaAppId: SECRET, appSecretKey: captchaAppId }),
      () => lib.encryptAid(Object.assign({ mode: SECRET }, AID)),
      () => lib.createCaptcha(Object.assign({}, captchaOptions, { endpoint: SECRET + '/' })),
      () =>
        lib.createCaptcha(Object.assign({}, captchaOptions, { endpoint: `https://${SECRET}@h` })),
    ]) {
      throwsCaptcha(lib, work, { code: ARGUMENT }, [SECRET, SECRET.slice(0, 12)]);
    }
  });

  for (const create of ['createCaptcha', 'createVerifier']) {
    test(
      'options: ' + create + ' refuses a name that it does not know, and names the closest',
      () => {
        for (const [name, closest] of [
          ['timeout', 'timeoutMs'],
          ['timeoutMS', 'timeoutMs'],
          ['maxConnection', 'maxConnections'],
          ['onCheckk', 'onCheck'],
          ['appid', 'captchaAppId'],
          ['credential', 'credentials'],
          ['secretKey', 'appSecretKey'],
        ]) {
          saysExactly(
            () => lib[create](Object.assign({}, captchaOptions, { [name]: 3 })),
            'options must not have ' + name + ', which is no option; the closest is ' + closest,
          );
        }
        throwsCaptcha(
          lib,
          () => lib[create](Object.assign({}, captchaOptions, { ['x'.repeat(1e6)]: 3 })),
          { code: ARGUMENT, names: ['options'] },
        );
        lib[create](captchaOptions).dispose();
      },
    );
  }

  test('options: maxConnections is a whole number from 1 to 65535', () => {
    for (const maxConnections of [0, -1, 1.5, NaN, Infinity, 65536, '8', null]) {
      throwsCaptcha(
        lib,
        () => lib.createCaptcha(Object.assign({}, captchaOptions, { maxConnections })),
        { code: ARGUMENT, names: ['maxConnections'] },
      );
    }
    for (const maxConnections of [1, 65535, undefined]) {
      lib.createCaptcha(Object.assign({}, captchaOptions, { maxConnections })).dispose();
    }
  });

  test('options: only own properties count', () => {
    throwsCaptcha(lib, () => lib.encryptAid(Object.create(AID)), {
      code: ARGUMENT,
      names: ['captchaAppId'],
    });
    const inherited = Object.assign(Object.create({ mode: 'gcm', expiresInSeconds: 5 }), AID);
    const { expiresInSeconds } = lib.inspectAid(lib.encryptAid(inherited), AID);
    equal(expiresInSeconds, 3600);
  });

  for (const enumerable of [true, false]) {
    const kind = enumerable ? 'enumerable' : 'hidden';
    test('options: what somebody put on Object.prototype changes nothing, ' + kind, async () => {
      const planted = {
        mode: 'gcm',
        aad: 'a',
        expiresInSeconds: 5,
        nowSeconds: 1,
        endpoint: 'evil.example',
        transport: () => {
          throw new Error('the planted transport was asked');
        },
        businessId: 7,
        token: 'planted',
        randstr: '@planted',
        status: 'passed',
        reason: 'risk',
        message: 'planted',
        captchaCode: 1,
        retryable: true,
        toJSON: () => 'planted',
      };
      for (const name of Object.keys(planted)) {
        Object.defineProperty(Object.prototype, name, {
          value: planted[name],
          configurable: true,
          writable: true,
          enumerable,
        });
      }
      const seen = [];
      let inspected;
      let result;
      let outcome;
      try {
        inspected = lib.inspectAid(lib.encryptAid(AID), AID);
        result = lib.parseCaptchaResult({ detail: { ret: 0, ticket: 't' } });
        const captcha = lib.createCaptcha({
          captchaAppId: AID.captchaAppId,
          appSecretKey: SECRET,
          credentials: CREDENTIALS,
          transport: (request) => {
            seen.push(request);
            return passing();
          },
        });
        const captchaResult = { ret: 0, ticket: 'tplanted' };
        outcome = await captcha.check({ captchaResult, userIp: USER_IP });
        captcha.dispose();
      } finally {
        for (const name of Object.keys(planted)) delete Object.prototype[name];
      }
      equal(inspected.expiresInSeconds, 3600);
      equal(inspected.valid, true);
      deepEqual(result, { origin: 'plugin', status: 'solved', ret: 0, ticket: 't' });
      deepEqual(outcome, { status: 'passed', ticket: 'tplanted', requestId: 'r' });
      equal(seen.length, 1);
      equal(seen[0].url, 'https://captcha.tencentcloudapi.com/');
      ok(!Object.prototype.hasOwnProperty.call(seen[0].headers, 'X-TC-Token'));
      deepEqual(Object.keys(JSON.parse(seen[0].body)).sort(), [
        'AppSecretKey',
        'CaptchaAppId',
        'CaptchaType',
        'Ticket',
        'UserIp',
      ]);
    });
  }

  test('options: an event with a toJSON of its own is read for what it holds', () => {
    const event = { detail: { ret: 2, toJSON: () => ({ ret: 0, ticket: 'forged' }) } };
    deepEqual(lib.parseCaptchaResult(event), { origin: 'plugin', status: 'closed', ret: 2 });
  });

  test('options: createCaptcha takes disableEntropyCache, and its tokens open', async () => {
    const options = Object.assign(
      { disableEntropyCache: true, mode: 'gcm', aad: utf8('a') },
      captchaOptions,
    );
    const captcha = lib.createCaptcha(options);
    const token = captcha.issueAid();
    captcha.dispose();
    ok((await openToken(env.peer, options, token)).plaintext.startsWith('190000000&'));
    throwsCaptcha(
      lib,
      () => lib.createCaptcha(Object.assign({}, captchaOptions, { disableEntropyCache: 'no' })),
      { code: ARGUMENT, names: ['disableEntropyCache'] },
    );
  });

  test('options: verify never throws for what a client sends', async () => {
    const verifier = lib.createVerifier(captchaOptions);
    for (const input of [
      { ticket: undefined },
      { ticket: 7 },
      { ticket: '' },
      { ticket: 'a b' },
      { ticket: 't', randstr: 7 },
      { ticket: 't', randstr: 'a\r\nb' },
      { ticket: { toString: () => 't' } },
    ]) {
      const outcome = await verifier.verify(Object.assign({ userIp: USER_IP }, input));
      equal(outcome.reason, 'malformed');
    }
    for (const ticket of ['terror_1001_1710144972', 'trerror_1001_undefined_1710144972']) {
      equal((await verifier.verify({ ticket, userIp: USER_IP })).reason, 'fallback_ticket');
    }
    for (const randstr of [null, '', undefined]) {
      equal((await verifier.verify({ ticket: 't', randstr, userIp: USER_IP })).status, 'passed');
    }
    verifier.dispose();
  });
}
