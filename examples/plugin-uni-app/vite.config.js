import uniPlugin from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

// the plugin is CommonJS, and ends up one `default` deeper
const uni = uniPlugin.default || uniPlugin;

export default defineConfig({ plugins: [uni()] });
