import {
  HttpException,
  Inject,
  Injectable,
  createParamDecorator,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Captcha } from 'tcaptcha-wasm';
import { captchaOf, requireCaptcha, type Handler } from 'tcaptcha-wasm/express';
import { proxies } from './proxies';

export const CAPTCHA = Symbol('captcha');

/** `@UseGuards(CaptchaGuard)`：校验通过才放行 / lets a request in after a pass alone */
@Injectable()
export class CaptchaGuard implements CanActivate {
  private readonly check: Handler;

  constructor(@Inject(CAPTCHA) captcha: Captcha) {
    this.check = requireCaptcha(captcha, {
      // 请求头里的地址不够时不放行：Express 自己会退回到代理的 IP
      // refused where the header has too few addresses: Express would fall back to a proxy's
      userIp: proxies > 0 ? { proxies } : 'socket',
      // 交给 Nest 的异常过滤器来回答 / Nest's exception filters answer
      onNotPassed({ status, reason }) {
        throw new HttpException({ status, reason }, status === 'unavailable' ? 503 : 403);
      },
    });
  }

  canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    return new Promise((resolve, reject) => {
      this.check(http.getRequest(), http.getResponse(), (error) => {
        if (error) reject(error);
        else resolve(true);
      });
    });
  }
}

/** `@PassedCaptcha() outcome: PassedOutcome`：通过的校验结果 / the outcome that let this request in */
export const PassedCaptcha = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  captchaOf(context.switchToHttp().getRequest()),
);
