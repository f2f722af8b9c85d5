import { Button, View } from '@tarojs/components';
import { flushSync } from '@tarojs/react';
import Taro, { useUnload } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { type CaptchaComponent, createCaptchaFlow } from 'tcaptcha-wasm/miniprogram';
import { checkCaptcha, fetchAidEncrypted } from '../../backend';
import { captchaAppId } from '../../config';
import { describe } from '../../messages';
import './index.css';

export default function Login() {
  const [aidEncrypted, setAidEncrypted] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');

  const flow = useMemo(() => {
    // 记住自己的页面：以后再取，当前页面可能已经是别的了。
    // This very page: asked later, the current page may be another.
    const { page } = Taro.getCurrentInstance();
    return createCaptchaFlow({
      component: () => page?.selectComponent?.('#captcha') as unknown as CaptchaComponent | null,
      async prepare() {
        const token = await fetchAidEncrypted();
        // 先渲染（flushSync），再等 setData 到达组件（Taro.nextTick）。
        // Rendered first, by flushSync, then handed to the component by setData.
        flushSync(() => setAidEncrypted(token));
        await new Promise<void>((resolve) => Taro.nextTick(resolve));
      },
      submit(captchaResult) {
        setMessage('正在登录…');
        return checkCaptcha(captchaResult);
      },
      passed: (outcome) => outcome.status === 'passed',
    });
  }, []);
  useUnload(flow.cancel);

  const login = async () => {
    setBusy(true);
    setMessage('正在打开验证码…');
    setMessage(describe(await flow.run()));
    setBusy(false);
  };

  return (
    <View>
      {/* 属性用短横线，事件用 on 开头；没写的事件收不到 / hyphens, and on…: an event without one never arrives */}
      <t-captcha
        id="captcha"
        app-id={captchaAppId}
        aid-encrypted={aidEncrypted}
        onReady={flow.handlers.ready}
        onVerify={flow.handlers.verify}
        onClose={flow.handlers.close}
        onError={flow.handlers.error}
      />
      <Button className="login" type="primary" loading={busy} disabled={busy} onClick={login}>
        登录
      </Button>
      <View className="message">{message}</View>
    </View>
  );
}
