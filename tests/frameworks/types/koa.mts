import Koa from 'koa';
import { createCaptcha, type CheckOutcome } from 'tcaptcha-wasm';
import { aidEncryptedHandler, captchaOf, requireCaptcha } from 'tcaptcha-wasm/koa';
import { exactly } from './exactly.mjs';

const captcha = createCaptcha({ captchaAppId: '1', appSecretKey: 'k' });
const app = new Koa();
app.use(aidEncryptedHandler(captcha));
app.use(
  requireCaptcha(captcha, {
    captchaResult: (ctx) => ctx.get('x-captcha'),
    userIp: (ctx) => ctx.ip,
    onNotPassed(outcome, ctx) {
      ctx.body = outcome.reason;
      return false;
    },
  }),
);
app.use((ctx) => {
  exactly<'passed', ReturnType<typeof captchaOf>['status']>();
  exactly<CheckOutcome | undefined, typeof ctx.state.captcha>();
  ctx.body = captchaOf(ctx).requestId;
});
const typed = new Koa<{ user: string }, { db: object }>();
typed.use(requireCaptcha(captcha)).use((ctx) => {
  ctx.body = [ctx.state.user, ctx.db, captchaOf(ctx).score];
});
// @ts-expect-error: no platform
requireCaptcha(captcha, { userIp: 'sockets' });
