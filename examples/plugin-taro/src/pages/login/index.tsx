import { Button, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useMemo, useRef, useState } from 'react';
import { readVerifyEvent, type VerifyEventResult } from 'tcaptcha-wasm/miniprogram';
import { checkCaptcha, fetchAidEncrypted, type Outcome } from '../../backend';
import { captchaAppId } from '../../config';
import { describeOutcome } from '../../messages';
import './index.css';

interface CaptchaComponent {
  show(): void;
  refresh(): void;
}

export default function Login() {
  // 记住自己的页面：以后再取，当前页面可能已经是别的了。
  // This very page: asked later, the current page may be another.
  const page = useMemo(() => Taro.getCurrentInstance().page, []);
  const [aidEncrypted, setAidEncrypted] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  // 用 ref 而不用 state：连点两下时，第二下看到的还是旧的 state。
  // A ref, not state: the second of two quick taps would still see the old state.
  const phase = useRef<'idle' | 'captcha' | 'submitting'>('idle');

  const captcha = () =>
    page?.selectComponent?.('#captcha') as unknown as CaptchaComponent | null | undefined;

  const finish = (text: string) => {
    phase.current = 'idle';
    setBusy(false);
    setMessage(text);
  };

  const login = async () => {
    if (phase.current !== 'idle') return;
    phase.current = 'captcha';
    setBusy(true);
    setMessage('正在打开验证码…');
    try {
      // 每次都取新的：aidEncrypted 会过期，控制台还可以限制一个只能用一次。
      // A fresh one every time: it expires, and the console can make it valid once only.
      setAidEncrypted(await fetchAidEncrypted());
    } catch {
      finish('验证码打不开，请稍后再试');
    }
  };

  // setState 之后组件还没收到新值：等渲染、再等 setData（Taro.nextTick），然后才弹出。
  // After setState the component has nothing yet: rendered first, then setData, then show.
  useEffect(() => {
    if (!aidEncrypted) return;
    Taro.nextTick(() => {
      const component = captcha();
      if (component) component.show();
      else finish('验证码打不开，请稍后再试');
    });
  }, [aidEncrypted]);

  const submit = async (captchaResult: VerifyEventResult) => {
    if (phase.current === 'submitting') return;
    phase.current = 'submitting';
    setBusy(true);
    setMessage('正在登录…');
    // 后端没有回答也算 unavailable / no answer from the backend is unavailable, too
    const unavailable: Outcome = { status: 'unavailable' };
    const outcome = await checkCaptcha(captchaResult).catch(() => unavailable);
    finish(describeOutcome(outcome));
    // 票据只能用一次：登录没成功就重置验证码，让用户能重新验证。
    // A ticket is valid once: when the login did not succeed, reset the captcha for another try.
    if (outcome.status !== 'passed') captcha()?.refresh();
  };

  const handleVerify = (event: unknown) => {
    const captchaResult = readVerifyEvent(event);
    if (captchaResult.ret === 0) {
      submit(captchaResult);
    } else if (captchaResult.ret === 1) {
      // 验证码自己会换一题，这里不要调用 refresh。
      // The captcha goes on to another challenge by itself; never call refresh here.
      setMessage('验证没有通过，请再试一次');
    } else {
      finish('验证没有完成，请重试');
    }
  };

  // 用户点关闭时 ret 是 2；验证完成后自动关闭时是 0。
  // ret is 2 when the user closed it, 0 when it closes by itself after the verification.
  const handleClose = (event: unknown) => {
    if (phase.current === 'submitting') return;
    if (readVerifyEvent(event).ret === 2) return finish('你关闭了验证码');
    phase.current = 'idle';
    setBusy(false);
  };

  return (
    <View>
      {/* 属性用短横线，事件用 on 开头 / attributes with hyphens, events with on */}
      <t-captcha
        id="captcha"
        app-id={captchaAppId}
        aid-encrypted={aidEncrypted}
        onReady={() => setMessage('')}
        onVerify={handleVerify}
        onClose={handleClose}
        // 例如 CaptchaAppId 或 aidEncrypted 不对；事件里不一定有 detail。
        // For example a wrong CaptchaAppId or aidEncrypted; the event may have no detail.
        onError={() => finish('验证码加载失败，请稍后再试')}
      />
      <Button className="login" type="primary" loading={busy} disabled={busy} onClick={login}>
        登录
      </Button>
      <View className="message">{message}</View>
    </View>
  );
}
