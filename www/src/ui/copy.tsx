import { useEffect, useState } from 'preact/hooks';
import { words } from '../i18n.ts';

const text = words(
  { copy: 'Copy', copied: 'Copied', failed: 'Copying was refused: select the text instead' },
  { copy: '复制', copied: '已复制', failed: '浏览器拒绝了复制：请手动选择文本' },
);

/** Copies `value`; says so on the button, for eyes and for screen readers. */
export function Copy({ value, label }: { value: string; label?: string }) {
  const [state, setState] = useState<'copy' | 'copied' | 'failed'>('copy');
  useEffect(() => {
    if (state === 'copy') return;
    const timer = setTimeout(() => setState('copy'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const t = text();
  const copy = () =>
    // `clipboard` is missing on pages that are not served from a secure origin.
    Promise.resolve(navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('none'))).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  return (
    <button type="button" class="small" onClick={copy}>
      <span aria-live="polite">{state === 'copy' ? (label ?? t.copy) : t[state]}</span>
    </button>
  );
}
