import { mkdtempSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';
import { kernelPlugin } from '../../scripts/kernels/plugin.mjs';
import { orphanGuard } from './orphan-guard.ts';

const project = resolve(import.meta.dirname, '../..');
// Inside the project, so that packages resolve from there as they do from the built app.
const cache = join(project, 'node_modules/.cache/etcdeck-tests');

/**
 * Builds a source module for plain Node, as the app's build does, so that a test can run it as a separate process.
 * Returns the script's path; the script is removed when the test process ends.
 */
export async function bundleForNode(entry: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, `${basename(entry, '.ts')}-`));
  orphanGuard.folder(outDir);
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [kernelPlugin(project)],
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      rolldownOptions: {
        output: { format: 'es', entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return join(outDir, 'entry.mjs');
}
