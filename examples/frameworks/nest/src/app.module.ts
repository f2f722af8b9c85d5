import { Controller, Header, HttpCode, Inject, Module, Post, UseGuards } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import type { Captcha } from 'tcaptcha-wasm';
import type { PassedOutcome } from 'tcaptcha-wasm/express';
import { CAPTCHA, CaptchaGuard, PassedCaptcha } from './captcha.guard';
import { CaptchaModule } from './captcha.module';

@Controller('api')
class LoginController {
  constructor(@Inject(CAPTCHA) private readonly captcha: Captcha) {}

  // 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
  @Post('aidEncrypted')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @UseGuards(ThrottlerGuard)
  aidEncrypted() {
    return { aidEncrypted: this.captcha.issueAid() };
  }

  // 校验通过才会执行：登录、发短信写在这里 / only a pass gets here: log the user in
  @Post('login')
  @HttpCode(200)
  @UseGuards(ThrottlerGuard, CaptchaGuard)
  login(@PassedCaptcha() { status }: PassedOutcome) {
    return { status };
  }
}

@Module({
  imports: [CaptchaModule, ThrottlerModule.forRoot([{ ttl: 60_000, limit: 20 }])],
  controllers: [LoginController],
})
export class AppModule {}
