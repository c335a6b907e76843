import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Where `npm run dev -w @wssoftphone/console` finds a running server: `npm start` in another terminal. */
const SERVER = process.env.WSSP_DEV_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/console/',
  // Sources of the house, as the tests have them: no stale build of another package.
  resolve: { conditions: ['wssp-source', 'module', 'browser', 'development|production'] },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'wssoftphone-ui' } } })],
  build: {
    target: 'es2022',
    // The charts are the largest, and loaded by the pages that draw some.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': SERVER, '/lab': SERVER, '/': { target: SERVER, ws: true, bypass: ({ url }) => url } } },
});
