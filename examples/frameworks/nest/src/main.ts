import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { proxies } from './proxies';

async function main(): Promise<void> {
  const { env } = process;
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    logger: ['error', 'warn'],
    bodyParser: false, // 默认还接受表单，这里只要 JSON / by default it takes forms as well as JSON
  });
  app.set('trust proxy', proxies);
  app.useBodyParser('json', { limit: '64kb' });
  app.enableShutdownHooks();
  await app.listen(Number(env.PORT ?? 3000), env.HOST ?? '127.0.0.1');
  console.log(`listening on ${await app.getUrl()}`);
}
void main();
