// How TypeScript projects use the helper: compiled against the types of the base library.
import {
  type CaptchaComponent,
  type CaptchaFlow,
  type CaptchaFlowResult,
  type CaptchaInbox,
  createCaptchaFlow,
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

interface Answer {
  status: 'passed' | 'rejected' | 'unavailable';
}

Component({
  data: { aidEncrypted: '', flow: null as CaptchaFlow<Answer> | null },
  methods: {
    onLoad() {
      const flow = createCaptchaFlow({
        component: () => this.selectComponent('#captcha') as unknown as CaptchaComponent | null,
        prepare: () => new Promise<void>((resolve) => this.setData({ aidEncrypted: 't' }, resolve)),
        submit: async ({ ret, ticket }): Promise<Answer> => {
          const solved: 0 = ret;
          return { status: ticket.length > solved ? 'passed' : 'rejected' };
        },
        passed: (answer) => answer.status === 'passed',
        readyTimeoutMs: 10000,
      });
      const handler: (event: WechatMiniprogram.CustomEvent) => void = flow.handlers.verify;
      flow.handlers.ready();
      return handler;
    },
    async login(flow: CaptchaFlow<Answer>) {
      const result: CaptchaFlowResult<Answer> = await flow.run();
      switch (result.status) {
        case 'passed':
        case 'not_passed':
          return result.answer.status;
        case 'failed':
          return result.reason === 'prepare' ? result.cause : undefined;
        case 'closed':
        case 'cancelled':
          return undefined;
        default:
          return result satisfies never;
      }
    },
  },
});

createCaptchaFlow<Answer>({
  component: () => null,
  prepare: async () => {},
  submit: async () => ({ status: 'passed' }),
  // @ts-expect-error passed answers true or false: a promise would let everybody in
  passed: async () => true,
});
// @ts-expect-error passed is missing
createCaptchaFlow({ component: () => null, prepare: async () => {}, submit: async () => 1 });

// @ts-expect-error the CaptchaAppId is text or a number
openCaptchaMiniProgram({ appId: '1' });
// @ts-expect-error an inbox takes no argument
createCaptchaInbox(5);
// @ts-expect-error ret is 0, 1 or 2
if (readVerifyEvent({}).ret === 3) console.log();
