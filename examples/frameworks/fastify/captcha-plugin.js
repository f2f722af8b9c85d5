const fastifyPlugin = require('fastify-plugin');
const rateLimit = require('@fastify/rate-limit');
const { createCaptcha } = require('tcaptcha-wasm');
const { aidEncryptedHandler, requireCaptcha } = require('tcaptcha-wasm/fastify');

/** POST /api/aidEncrypted，以及给其他路由用的 fastify.requireCaptcha / and a preHandler for other routes */
async function captchaPlugin(fastify, options) {
  const captcha = createCaptcha(options);
  fastify.decorate('requireCaptcha', requireCaptcha(captcha));
  fastify.decorateRequest('captcha', undefined);
  fastify.addHook('onClose', async () => captcha.dispose());

  // 谁都能来取，所以限制每个客户端的次数 / open to anybody, so limited for each client
  await fastify.register(rateLimit, { global: false });
  const perMinute = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  fastify.post('/api/aidEncrypted', { config: perMinute }, aidEncryptedHandler(captcha));
}

module.exports = fastifyPlugin(captchaPlugin, { name: 'captcha', fastify: '5.x' });
