import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';

async function main(): Promise<void> {
  const { env } = process;
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    logger: ['error', 'warn'],
    bodyParser: false, // 默认还接受表单，这里只要 JSON / by default it takes forms as well as JSON
  });
  // 前面自己的代理有几层，填错了用户就能伪造 IP / how many proxies of your own: else users forge their address
  app.set('trust proxy', Number(env.TRUST_PROXY ?? 0));
  app.useBodyParser('json', { limit: '64kb' });
  app.enableShutdownHooks();
  await app.listen(Number(env.PORT ?? 3000), env.HOST ?? '127.0.0.1');
  console.log(`listening on ${await app.getUrl()}`);
}
void main();
