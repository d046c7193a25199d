import { defineConfig } from 'vite';

/** carrel.js: one classic script for other sites, so that nothing of theirs has to know modules. */
export default defineConfig({
  publicDir: false,
  build: {
    target: ['es2017'],
    outDir: 'dist',
    emptyOutDir: false,
    lib: {
      entry: 'src/widget/carrel.ts',
      formats: ['iife'],
      name: 'carrelLoader',
      fileName: () => 'carrel.js',
    },
  },
});
