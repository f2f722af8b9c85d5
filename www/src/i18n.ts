import { effect, signal } from '@preact/signals';
import { remember, recall } from './storage.ts';

export type Language = 'en' | 'zh';

const fromBrowser = (): Language =>
  (navigator.languages ?? [navigator.language]).find((tag) => /^(zh|en)\b/i.test(tag))?.match(/^zh/i)
    ? 'zh'
    : 'en';

const chosen = recall('language');

export const language = signal<Language>(
  chosen === 'zh' || chosen === 'en' ? chosen : fromBrowser(),
);

export function chooseLanguage(next: Language): void {
  language.value = next;
  remember('language', next);
}

/** Both languages side by side; the second must have the shape of the first. */
export function words<T>(en: T, zh: NoInfer<T>): () => T {
  return () => (language.value === 'zh' ? zh : en);
}

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});
