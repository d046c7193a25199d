import { withoutParser, words } from '@carrel/ui/words-plugin';
import { defineConfig } from 'vite';

/** The hosted pages; their files have hashes in their names and stay good for a year. */
export default defineConfig({
  base: '/patron/',
  plugins: [words()],
  resolve: { alias: [withoutParser], conditions: ['carrel-source', 'module', 'browser'] },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    outDir: 'dist',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: ['ask.html', 'start.html', 'questions.html', 'site.html'] },
  },
});
