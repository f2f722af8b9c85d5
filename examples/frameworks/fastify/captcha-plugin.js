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

  // 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
  await fastify.register(rateLimit, { global: false });
  const config = perMinute(20);
  fastify.post('/api/aidEncrypted', { config }, aidEncryptedHandler(captcha));
}

/** 一条路由的 config：每个客户端每分钟最多 max 次 / the config of a route: so many requests a minute for each client */
const perMinute = (max) => ({ rateLimit: { max, timeWindow: '1 minute' } });

module.exports = fastifyPlugin(captchaPlugin, { name: 'captcha', fastify: '5.x' });
module.exports.perMinute = perMinute;
