import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';

const here = (path: string): string => resolve(import.meta.dirname, path);
const workers = JSON.parse(readFileSync(here('electron/jobs/entries.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** What every page of the renderer is built for. */
const pages = { target: 'es2023', minify: true, sourcemap: false } as const;
// Plotly's modules name the Node global.
const define = { global: 'globalThis' };

/** Plotly brings the styles of its maps, which no report has. */
const noStyles: Plugin = {
  name: 'csi-no-styles',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const name of Object.keys(bundle)) if (name.endsWith('.css')) delete bundle[name];
  },
};

/** The script that goes into exported web pages: one file that imports nothing, built when the pages are. */
const reader: Plugin = {
  name: 'csi-reader',
  apply: 'build',
  async closeBundle() {
    const lib = { entry: here('renderer/reading/reader.ts'), formats: ['iife' as const], name: 'csiReader' };
    await build({
      configFile: false,
      root: here('renderer'),
      logLevel: 'warn',
      define,
      plugins: [noStyles],
      build: {
        ...pages,
        outDir: here('out/renderer'),
        emptyOutDir: false,
        chunkSizeWarningLimit: 3_000,
        lib: { ...lib, fileName: () => 'reader.js' },
      },
    });
  },
};

/**
 * out/main: the hosts and the workers, ES modules, dependencies left in node_modules. out/preload: one CommonJS file, since a sandboxed
 * preload script can be nothing else. out/renderer: the app, the page that is printed, and
 * the script of exported web pages.
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
    define,
    plugins: [react(), reader],
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      ...pages,
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
