import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { nowSeconds } from './format.ts';

const seconds = signal(nowSeconds());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The time in Unix seconds; the component is drawn again when it changes. */
export function useClock(): number {
  useEffect(() => {
    if (watchers++ === 0) {
      seconds.value = nowSeconds();
      timer = setInterval(() => {
        seconds.value = nowSeconds();
      }, 500);
    }
    return () => {
      if (--watchers === 0) clearInterval(timer);
    };
  }, []);
  // Read so that the component is drawn again; by then it may be a little behind.
  return Math.max(seconds.value, nowSeconds());
}
