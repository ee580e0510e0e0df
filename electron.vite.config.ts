import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = (path: string): string => resolve(import.meta.dirname, path);
const workers = JSON.parse(readFileSync(here('electron/jobs/entries.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/**
 * out/main: the hosts and the workers, ES modules, dependencies left in node_modules. out/preload: one CommonJS file, since a sandboxed
 * preload script can be nothing else. out/renderer: the app and the page that is printed.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        input: {
          index: here('electron/hosts/desktop/main.ts'),
          web: here('electron/hosts/web/main.ts'),
          csi: here('electron/hosts/cli/main.ts'),
          ...Object.fromEntries(Object.entries(workers).map(([name, source]) => [name, here(source)])),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        input: { index: here('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    // Plotly's modules name the Node global.
    define: { global: 'globalThis' },
    plugins: [react()],
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      target: 'es2023',
      minify: true,
      sourcemap: false,
      // Inlined files would be data: URLs, which the pages may use for pictures only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 3_000,
      rolldownOptions: {
        input: { index: here('renderer/index.html'), print: here('renderer/print.html') },
      },
    },
  },
});
