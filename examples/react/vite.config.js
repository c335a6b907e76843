import { defineConfig } from 'vite';

export default defineConfig({
  // JSX without a plugin: Vite's own compiler knows React's.
  oxc: { jsx: { runtime: 'automatic' } },
  server: { proxy: { '/softphone-token': 'http://127.0.0.1:3000' } },
});
