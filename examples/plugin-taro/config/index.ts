import { defineConfig } from '@tarojs/cli';

export default defineConfig({
  projectName: 'captcha-plugin-taro',
  date: '2026-11-20',
  designWidth: 750,
  deviceRatio: { 750: 1 },
  sourceRoot: 'src',
  outputRoot: 'dist',
  framework: 'react',
  compiler: 'webpack5',
  mini: {},
});
