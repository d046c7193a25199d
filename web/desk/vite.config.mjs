import { withoutParser, words } from '@carrel/ui/words-plugin';
import { defineConfig } from 'vite';

/** One application for staff; its parts are loaded when they are opened. */
export default defineConfig({
  base: '/desk/',
  plugins: [words()],
  resolve: { alias: [withoutParser], conditions: ['carrel-source', 'module', 'browser'] },
  esbuild: { jsx: 'automatic' },
  build: {
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    outDir: 'dist',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      // Libraries mark what servers must not render; nothing is rendered there.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
});
