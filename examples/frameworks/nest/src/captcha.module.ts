import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { createCaptcha, type Captcha } from 'tcaptcha-wasm';
import { CAPTCHA, CaptchaGuard } from './captcha.guard';

/** 提供 CAPTCHA 和 CaptchaGuard / provides both, and disposes of the captcha at the end */
@Module({
  providers: [
    {
      provide: CAPTCHA,
      // TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY 由 createCaptcha 自己读取 / are read by createCaptcha
      useFactory: ({ env } = process) => {
        for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
          if (!env[name]) throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
        }
        return createCaptcha({
          captchaAppId: env.CAPTCHA_APP_ID ?? '',
          appSecretKey: env.CAPTCHA_APP_SECRET_KEY ?? '',
          endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
          // 没有通过的校验，每次记一行 / one line for each check that did not pass
          onCheck(event) {
            if (event.status !== 'passed') console.log(JSON.stringify(event));
          },
        });
      },
    },
    CaptchaGuard,
  ],
  exports: [CAPTCHA, CaptchaGuard],
})
export class CaptchaModule implements OnApplicationShutdown {
  constructor(@Inject(CAPTCHA) private readonly captcha: Captcha) {}

  onApplicationShutdown(): void {
    this.captcha.dispose();
  }
}
