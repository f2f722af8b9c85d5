import type { Plugin } from 'vite';
export function snippets(): Plugin {
  return { name: 'snippets', resolveId: (id) => (id === 'virtual:snippets' ? '\0snippets' : undefined), load: (id) => (id === '\0snippets' ? 'export default []' : undefined) };
}
