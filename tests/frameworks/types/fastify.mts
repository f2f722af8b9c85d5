import fastify from 'fastify';
import { createCaptcha, type CheckOutcome } from 'tcaptcha-wasm';
import { aidEncryptedHandler, captchaOf, requireCaptcha } from 'tcaptcha-wasm/fastify';
import { exactly } from './exactly.mjs';

const captcha = createCaptcha({ captchaAppId: '1', appSecretKey: 'k' });
const app = fastify();
app.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
const guard = requireCaptcha(captcha, {
  captchaResult: (request) => request.headers['x-captcha'],
  userIp: (request) => request.ip,
  onNotPassed(outcome, _request, reply) {
    reply.code(429).send({ reason: outcome.reason });
    return false;
  },
});
app.addHook('preHandler', guard);
app.post<{ Body: { name: string } }>('/users', { preHandler: [guard] }, async (request) => {
  exactly<'passed', ReturnType<typeof captchaOf>['status']>();
  exactly<CheckOutcome | undefined, typeof request.captcha>();
  exactly<string, typeof request.body.name>();
  // @ts-expect-error: it is optional
  request.captcha.status;
  return captchaOf(request).requestId;
});
const secure = fastify({ http2: true });
secure.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
secure.post('/users', { preHandler: guard }, async (request) => captchaOf(request).requestId);
app.decorate('requireCaptcha', guard);
// @ts-expect-error: no platform
requireCaptcha(captcha, { userIp: 'sockets' });
