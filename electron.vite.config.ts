import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { buildFacts } from './scripts/build-facts.mjs';
import { oneByteText } from './scripts/command-line/one-byte-text.ts';
import { commandLinePlugin } from './scripts/command-line/plugin.ts';
import { desktopPackPlugin } from './scripts/desktop-packs/plugin.ts';
import { guidePlugin } from './scripts/guide/plugin.ts';
import { kernelPlugin } from './scripts/kernels/plugin.mjs';
import { noticesPlugin } from './scripts/notices/plugin.ts';
import { startPagePlugin } from './scripts/start-page/plugin.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * The packages that a start reads, which the build puts into its own few files: a file costs a start more than its code.
 * Others stay packages, imported when they are used.
 */
const bundled = [
  ...['zod', 'yaml', 'proper-lockfile', '@noble/ciphers', '@msgpack/msgpack'],
  ...['electron-store', 'env-paths', 'commander'],
  ...['@grpc/grpc-js', 'protobufjs', 'etcd3'],
];

/** How long each plugin took is nothing to whoever starts the app. */
const checks = { pluginTimings: false };

// The targets are the oldest runtime the code must run on, set by hand: electron-vite would otherwise derive them from
// the installed Electron and leave older runtimes behind.
export default defineConfig({
  main: {
    plugins: [
      kernelPlugin(import.meta.dirname),
      desktopPackPlugin(import.meta.dirname),
      commandLinePlugin(import.meta.dirname, bundled),
    ],
    define: buildFacts(import.meta.dirname),
    build: {
      target: 'node20.18',
      externalizeDeps: { exclude: bundled },
      sourcemap: true,
      rolldownOptions: {
        checks,
        input: {
          index: at('src/main/start.ts'),
          'desktop/index': at('src/main/index.ts'),
          // By its own name, for the rehearsal.
          'desktop/backend': at('src/main/backend.ts'),
          worker: at('src/core/worker.ts'),
        },
        output: {
          // V8's compiled code is of scripts and not of modules.
          ...{ format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'desktop/[name]-[hash].cjs' },
          dynamicImportInCjs: false,
          ...oneByteText,
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        checks,
        input: { index: at('src/preload/index.ts') },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), startPagePlugin(), guidePlugin(import.meta.dirname), noticesPlugin(import.meta.dirname)],
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      minify: true,
      // Says what each chunk brings along: the bench adds up what a window loads at first.
      manifest: true,
      // The content policy takes fonts from files only.
      assetsInlineLimit: 0,
      // The start's file, and parts of the editors, are as large as they should be.
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        checks,
        input: { index: at('src/renderer/index.html') },
        // One file for all that the first screen needs: the host answers each request for itself.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
});
