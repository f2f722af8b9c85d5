import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { createApp } from './app.js';

const { env } = process;
// 没有代理；有代理时用 userIpFrom(c.req.raw.headers, { proxies: 1 }) / without a proxy; with one use userIpFrom
const { app, captcha } = createApp(env, (c) => getConnInfo(c).remote.address);

const options = { fetch: app.fetch, port: Number(env.PORT ?? 3000), hostname: env.HOST ?? '127.0.0.1' };
const server = serve(options, ({ port }) => console.log(`listening on http://127.0.0.1:${port}`));
process.on('SIGTERM', () => server.close(() => captcha.dispose()));
