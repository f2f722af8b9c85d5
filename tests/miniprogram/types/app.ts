// How TypeScript projects use the helper: compiled against the types of the base library.
import {
  type CaptchaInbox,
  createCaptchaInbox,
  type MiniProgramResult,
  openCaptchaMiniProgram,
  readVerifyEvent,
  type VerifyEventResult,
} from 'tcaptcha-wasm/miniprogram';

interface Globals {
  captchaInbox: CaptchaInbox;
}

App<Globals>({
  captchaInbox: createCaptchaInbox(),
  onShow(options: WechatMiniprogram.App.LaunchShowOption) {
    const isNew: boolean = this.captchaInbox.capture(options);
    console.log(isNew);
  },
});

Page({
  onShow() {
    const result: MiniProgramResult | null = getApp<Globals>().captchaInbox.take();
    if (result && result.ret === 0) console.log(result.ticket, result.randstr);
  },
  async login() {
    const nothing: void = await openCaptchaMiniProgram('123456789');
    await openCaptchaMiniProgram(123456789);
    return nothing;
  },
  handleVerify(event: WechatMiniprogram.CustomEvent<{ ret: number; ticket?: string }>) {
    const result: VerifyEventResult = readVerifyEvent(event);
    const loose: { ret: number; ticket?: string } = result;
    return loose.ticket;
  },
});

// @ts-expect-error the CaptchaAppId is text or a number
openCaptchaMiniProgram({ appId: '1' });
// @ts-expect-error an inbox takes no argument
createCaptchaInbox(5);
// @ts-expect-error ret is 0, 1 or 2
if (readVerifyEvent({}).ret === 3) console.log();
