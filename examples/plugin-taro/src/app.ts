import Taro, { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { cloudEnv } from './config';

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    // 只有用云函数做后端时才需要 / only when a cloud function is the backend
    if (cloudEnv) Taro.cloud.init({ env: cloudEnv });
  });
  return children;
}
