import connect from 'connect';
import express from 'express';
import { createCaptcha, type CheckOutcome } from 'tcaptcha-wasm';
import { aidEncryptedHandler, captchaOf, requireCaptcha } from 'tcaptcha-wasm/express';
import type { RequireCaptchaOptions } from 'tcaptcha-wasm/express';
import { exactly } from './exactly.mjs';

const captcha = createCaptcha({ captchaAppId: '1', appSecretKey: 'k' });
const app = express();
app.use(requireCaptcha(captcha));
app.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
app.post(
  '/users/:id',
  express.json(),
  requireCaptcha(captcha, {
    captchaResult: (request) => request.get('x-captcha') ?? request.body.captchaResult,
    userIp: async (request) => request.ip,
    onNotPassed(outcome, request, response) {
      exactly<'rejected' | 'unavailable', typeof outcome.status>();
      if (request.accepts('html')) response.status(403).render('captcha', { reason: outcome.reason });
      return response.headersSent && false;
    },
  }),
  (request, response) => {
    exactly<'passed', ReturnType<typeof captchaOf>['status']>();
    exactly<CheckOutcome | undefined, typeof request.captcha>();
    exactly<string, typeof request.params.id>();
    // @ts-expect-error: it is optional
    request.captcha.status;
    response.json({ requestId: captchaOf(request).requestId });
  },
);
const router = express.Router({ mergeParams: true });
router.all('/all', [requireCaptcha(captcha, { userIp: { proxies: 1 } })]);
router.use('/more', requireCaptcha(captcha, { userIp: 'wx-cloud-run' }));
connect().use('/api', requireCaptcha(captcha, { userIp: 'socket' })).use(aidEncryptedHandler(captcha));

// Only what is used need be there: a wrapper that changes keys will do.
requireCaptcha({ check: (input) => captcha.check(input) });
aidEncryptedHandler({ issueAid: () => captcha.issueAid() });
// @ts-expect-error: no platform
requireCaptcha(captcha, { userIp: 'sockets' });
// @ts-expect-error: no option
requireCaptcha(captcha, { userIP: 'socket' });
// @ts-expect-error: not true or false
requireCaptcha(captcha, { onNotPassed: () => 'yes' });

export const options: RequireCaptchaOptions<[express.Request, express.Response]> = {};
