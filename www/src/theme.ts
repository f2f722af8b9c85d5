import { signal } from '@preact/signals';
import { recall, remember } from './storage.ts';

export type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const stored = recall('theme');
const override = signal<Theme | null>(stored === 'light' || stored === 'dark' ? stored : null);
if (override.value) document.documentElement.dataset.theme = override.value;
const systemDark = signal(system.matches);
system.addEventListener('change', () => {
  systemDark.value = system.matches;
});

/** What is shown now. */
export const theme = (): Theme => override.value ?? (systemDark.value ? 'dark' : 'light');

/** Choosing what the system has anyway means following the system again. */
export function toggleTheme(): void {
  const next: Theme = theme() === 'dark' ? 'light' : 'dark';
  const follows = (next === 'dark') === systemDark.value;
  override.value = follows ? null : next;
  remember('theme', override.value);
  if (follows) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
