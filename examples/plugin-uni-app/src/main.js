import { createSSRApp } from 'vue';
import App from './App.vue';

// uni-app 规定的入口 / the entry that uni-app demands
export function createApp() {
  return { app: createSSRApp(App) };
}
