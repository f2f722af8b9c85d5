import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './build/csp.ts';
import { explanations } from './build/explanations.ts';
import { preloadWasm } from './build/preload-wasm.ts';
import { snippets } from './build/snippets.ts';

const pkg = fileURLToPath(new URL('../pkg/', import.meta.url));

export default defineConfig({
  // Relative addresses: the page works below any path of any static server.
  base: './',
  resolve: {
    // The package as it will be published, not a copy from a registry.
    alias: [
      { find: /^tcaptcha-wasm\/web$/, replacement: `${pkg}web.mjs` },
      { find: /^tcaptcha-wasm\/testing$/, replacement: `${pkg}testing-web.mjs` },
      { find: /^tcaptcha-wasm\/tcaptcha\.wasm/, replacement: `${pkg}tcaptcha.wasm` },
    ],
  },
  build: {
    target: 'es2022',
    // A `data:` address would break the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', fs: { allow: ['..'] } },
  plugins: [snippets(), explanations(), preloadWasm(), contentSecurityPolicy()],
});
