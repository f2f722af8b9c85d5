// A server of each framework, from the same description of its routes. For Node.js 8 too: it runs there.
//
// A route is `{ path, token: captcha }` or `{ path, guards: [[captcha, options], …], wait? }`; it takes
// every method. `wait` runs before the guards. What the handler behind them does is in `handle`.

const http = require('http');

/** What the cases need of a framework: how its callbacks read a header, and how they answer. */
const ofNode = {
  header: (name) => (request) => request.headers[name],
  answer: (request, response) => {
    response.statusCode = 429;
    response.end('later');
  },
};

const express = (name) =>
  Object.assign({}, ofNode, {
    entry: 'express',
    start(face, routes, seen, options) {
      const framework = require(name);
      const app = framework();
      app.set('trust proxy', options.trust || false);
      app.use(framework.json());
      for (const { path, token, guards, wait } of routes) {
        if (wait) app.use(path, (request, response, next) => wait().then(() => next()));
        if (token) app.post(path, face.aidEncryptedHandler(token));
        else {
          const before = guards.map(([captcha, more]) => face.requireCaptcha(captcha, more));
          app.all(path, before, (request, response) => response.json(handle(seen, face, request, request.captcha)));
        }
      }
      app.use((error, request, response, next) => {
        seen.errors.push(error);
        response.status(error.status || 500).json({ code: error.code });
      });
      return http.createServer(app);
    },
  });

const connect = Object.assign({}, ofNode, {
  entry: 'express',
  hasNoTrust: true,
  start(face, routes, seen) {
    const app = require('connect')();
    app.use(require('express-4').json());
    for (const { path, token, guards, wait } of routes) {
      if (wait) app.use(path, (request, response, next) => wait().then(() => next()));
      if (token) app.use(path, face.aidEncryptedHandler(token));
      else {
        for (const [captcha, more] of guards) app.use(path, face.requireCaptcha(captcha, more));
        app.use(path, (request, response) => response.end(JSON.stringify(handle(seen, face, request, request.captcha))));
      }
    }
    app.use((error, request, response, next) => {
      seen.errors.push(error);
      response.statusCode = error.status || 500;
      response.end(JSON.stringify({ code: error.code }));
    });
    return http.createServer(app);
  },
});

const koa = (name) => ({
  entry: 'koa',
  header: (header) => (ctx) => ctx.get(header) || undefined,
  answer: (ctx) => {
    ctx.status = 429;
    ctx.body = 'later';
  },
  start(face, routes, seen, options) {
    const Koa = require(name);
    // Koa takes the first entry of X-Forwarded-For unless it is told how many there are.
    const app = new Koa(options.trust ? { proxy: true, maxIpsCount: options.trust } : {});
    app.maxIpsCount = options.trust || 0; // Koa 2 before it was an option
    app.silent = true;
    app.use(async (ctx, next) => {
      try {
        await next();
      } catch (error) {
        seen.errors.push(error);
        ctx.status = error.status || 500;
        ctx.body = { code: error.code };
      }
    });
    app.use(require('koa-bodyparser')({ jsonLimit: '64kb' }));
    const at = (path, middleware) => app.use((ctx, next) => (ctx.path === path ? middleware(ctx, next) : next()));
    for (const { path, token, guards, wait } of routes) {
      if (wait) at(path, (ctx, next) => wait().then(next));
      if (token) at(path, face.aidEncryptedHandler(token));
      else {
        for (const [captcha, more] of guards) at(path, face.requireCaptcha(captcha, more));
        at(path, (ctx) => {
          ctx.body = handle(seen, face, ctx, ctx.state.captcha);
        });
      }
    }
    return http.createServer(app.callback());
  },
});

const fastify = {
  entry: 'fastify',
  header: (name) => (request) => request.headers[name],
  answer: (request, reply) => {
    reply.code(429).send('later');
  },
  async start(face, routes, seen, options) {
    const app = require('fastify')({ bodyLimit: 64 * 1024, trustProxy: options.trust ? 'loopback' : false });
    app.setErrorHandler((error, request, reply) => {
      seen.errors.push(error);
      reply.code(error.statusCode || 500).send({ code: error.code });
    });
    for (const { path, token, guards, wait } of routes) {
      if (wait) app.addHook('preValidation', wait);
      if (token) app.post(path, face.aidEncryptedHandler(token));
      else {
        const preHandler = guards.map(([captcha, more]) => face.requireCaptcha(captcha, more));
        app.all(path, { preHandler }, async (request) => handle(seen, face, request, request.captcha));
      }
    }
    await app.ready();
    return app.server;
  },
};

const hono = {
  entry: 'hono',
  hasNoTrust: true,
  parsesItself: true,
  defaults: { userIp: 'socket' },
  header: (name) => (c) => c.req.header(name),
  answer: (c) => {
    c.res = c.text('later', 429);
  },
  start(face, routes, seen) {
    const { Hono } = require('hono');
    const { bodyLimit } = require('hono/body-limit');
    const { createAdaptorServer } = require('@hono/node-server');
    const app = new Hono();
    app.onError((error, c) => {
      seen.errors.push(error);
      return error.getResponse ? error.getResponse() : c.json({ code: error.code }, 500);
    });
    // Before anything that reads the request: it makes its signal when that is asked for.
    for (const { path, wait } of routes) if (wait) app.use(path, (c, next) => wait().then(next));
    app.use(bodyLimit({ maxSize: 64 * 1024 }));
    for (const { path, token, guards } of routes) {
      if (token) app.post(path, face.aidEncryptedHandler(token));
      else {
        const before = guards.map(([captcha, more]) => face.requireCaptcha(captcha, more));
        app.all(path, ...before, (c) => c.json(handle(seen, face, c, c.get('captcha'))));
      }
    }
    return createAdaptorServer({ fetch: app.fetch });
  },
};

/** `fromNode`: the oldest Node.js that the framework runs on. */
exports.FRAMEWORKS = {
  'express-4': Object.assign(express('express-4'), { fromNode: 8 }),
  express: Object.assign(express('express'), { fromNode: 20 }),
  connect: Object.assign(connect, { fromNode: 8 }),
  'koa-2': Object.assign(koa('koa-2'), { fromNode: 8 }),
  koa: Object.assign(koa('koa'), { fromNode: 20 }),
  fastify: Object.assign(fastify, { fromNode: 20 }),
  hono: Object.assign(hono, { fromNode: 20 }),
};

/** What the handler behind the guards sees: the pass, or why there is none; and what is on the request. */
function handle(seen, face, request, kept) {
  const handled = { kept: kept && kept.status };
  try {
    const { status, requestId } = face.captchaOf(request);
    Object.assign(handled, { status, requestId });
  } catch (error) {
    handled.code = error.code;
  }
  seen.handled.push(handled);
  return handled;
}
