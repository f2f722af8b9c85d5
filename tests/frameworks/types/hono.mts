import { Hono } from 'hono';
import { createCaptcha, type CheckOutcome } from 'tcaptcha-wasm';
import { aidEncryptedHandler, captchaOf, requireCaptcha } from 'tcaptcha-wasm/hono';
import { exactly } from './exactly.mjs';

const captcha = createCaptcha({ captchaAppId: '1', appSecretKey: 'k' });
const app = new Hono();
app.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
app.use(requireCaptcha(captcha, { userIp: { proxies: 1 } }));
app.post(
  '/users/:id',
  requireCaptcha(captcha, {
    captchaResult: (c) => c.req.header('x-captcha'),
    userIp: (c) => c.req.header('CF-Connecting-IP'),
    onNotPassed(outcome, c) {
      c.res = c.text(outcome.reason, 429);
      return false;
    },
  }),
  (c) => {
    const kept = c.get('captcha');
    exactly<'passed', ReturnType<typeof captchaOf>['status']>();
    exactly<CheckOutcome | undefined, typeof kept>();
    const id: string = c.req.param('id');
    return c.json({ id, requestId: captchaOf(c).requestId });
  },
);
const typed = new Hono<{ Bindings: { KEY: string }; Variables: { user: string } }>();
typed.post('/login', requireCaptcha(captcha, { userIp: 'socket' }), (c) =>
  c.json([c.env.KEY, c.get('user'), captchaOf(c).score]),
);
// @ts-expect-error: Hono has no address of its own
requireCaptcha(captcha, {});
// @ts-expect-error: nor without options
requireCaptcha(captcha);
