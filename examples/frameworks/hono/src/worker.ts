import { createApp, type Environment } from './app.js';

// 第一个请求时才创建：Workers 在那之前没有环境变量，也不许取随机数。
// Made with the first request: before it there are neither variables nor randomness.
let app: ReturnType<typeof createApp>['app'] | undefined;

export default {
  fetch(request: Request, env: Environment) {
    // 这个头由 Cloudflare 写入，客户端伪造不了 / Cloudflare sets this header itself
    app ??= createApp(env, (c) => c.req.header('CF-Connecting-IP')).app;
    return app.fetch(request, env);
  },
};
