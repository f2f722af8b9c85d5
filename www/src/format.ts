import { language } from './i18n.ts';

const locale = () => (language.value === 'zh' ? 'zh-CN' : 'en-GB');

/** A point in time, in the reader's zone: `2024-03-11 16:16:12`. */
export function formatTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '–';
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A length of time in its largest two units: `24 h`, `1 h 30 min`, `2 y 200 d`. */
export function formatSpan(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const names = language.value === 'zh' ? ['年', '天', '小时', '分', '秒'] : ['y', 'd', 'h', 'min', 's'];
  const sizes = [31_536_000, 86_400, 3600, 60, 1];
  let rest = Math.max(0, Math.floor(seconds));
  const shown: string[] = [];
  sizes.forEach((size, i) => {
    const count = Math.floor(rest / size);
    // Exactly one day reads better as the 24 hours of the documentation.
    if (count === 0 || (size === 86_400 && seconds === 86_400)) return;
    rest -= count * size;
    if (shown.length < 2) shown.push(`${formatCount(count)} ${names[i]}`);
  });
  return shown.join(' ') || `0 ${names[4]}`;
}

/** `23:59:07`, for a countdown. */
export function formatClock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const whole = Math.max(0, Math.floor(seconds));
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

export const formatCount = (n: number): string => n.toLocaleString(locale());

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
