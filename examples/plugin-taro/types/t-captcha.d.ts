// 插件组件 t-captcha 的属性与事件 / what the plugin's component takes and raises
import type { ReactNode } from 'react';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      't-captcha': {
        id: string;
        'app-id': string;
        'aid-encrypted'?: string;
        lang?: 'zh-CN' | 'zh-TW' | 'en';
        'theme-color'?: string;
        onReady?: (event: unknown) => void;
        onVerify: (event: unknown) => void;
        onClose: (event: unknown) => void;
        onError: (event: unknown) => void;
        children?: ReactNode;
      };
    }
  }
}
