import { Router } from '@koa/router';
import { createCaptcha } from 'tcaptcha-wasm';
import { aidEncryptedHandler, captchaOf, requireCaptcha } from 'tcaptcha-wasm/koa';

const captcha = createCaptcha({ captchaAppId: '1', appSecretKey: 'k' });
export const router = new Router();
router.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
router.post('/users/:id', requireCaptcha(captcha), (ctx) => {
  const id: string | undefined = ctx.params.id;
  ctx.body = { id, requestId: captchaOf(ctx).requestId };
});
