// npm run gallery: serves every component of src/renderer/ui by itself, in both themes. It follows the sources; with
// --built it is built and served as it is, as the tests want it.
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';
import { buildPage, pageConfig, servePage } from './pages.mjs';
import { onStopSignal } from './process-group.mjs';

const folder = 'src/renderer/gallery';

async function serveSources() {
  const server = await createServer({ ...pageConfig(folder), server: { host: '127.0.0.1' } });
  await server.listen();
  return server.resolvedUrls?.local[0] ?? 'a port of its own';
}

async function serveBuilt() {
  const built = mkdtempSync(join(tmpdir(), 'etcdeck-gallery-'));
  process.on('exit', () => rmSync(built, { recursive: true, force: true }));
  await buildPage(folder, built);
  return (await servePage(built)).url;
}

onStopSignal((signal) => process.exit(128 + constants.signals[signal]));
const url = process.argv.includes('--built') ? await serveBuilt() : await serveSources();
console.log(`The gallery is ready: ${url}`);
