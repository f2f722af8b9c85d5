import { signal } from '@preact/signals';

export const panels = ['token', 'inspect', 'phone', 'read', 'code'] as const;
export type Panel = (typeof panels)[number];

export interface Route {
  panel: Panel;
  query: URLSearchParams;
}

/** `#/inspect?token=…`: the fragment never reaches a server. */
export function parseFragment(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#\/?/, '').split('?', 2);
  const panel = panels.find((name) => name === path) ?? 'token';
  return { panel, query: new URLSearchParams(query) };
}

export const route = signal<Route>(parseFragment(location.hash));

addEventListener('hashchange', () => {
  route.value = parseFragment(location.hash);
});

export const linkTo = (panel: Panel, query?: Record<string, string>): string =>
  `#/${panel}${query ? `?${new URLSearchParams(query)}` : ''}`;
