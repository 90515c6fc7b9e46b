import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { inProject } from './project.mjs';

/** How pages beside the product are built and served: by themselves, with the product's own targets. @param {string} folder */
export const pageConfig = (folder) => ({
  root: inProject(folder),
  configFile: /** @type {const} */ (false),
  base: './',
  plugins: [react()],
  cacheDir: inProject('node_modules', '.vite', folder.replaceAll('/', '-')),
  worker: { format: /** @type {const} */ ('es') },
});

/**
 * Builds a page that is not part of the product, such as the gallery.
 * @param {string} folder of its index.html, in the project
 * @param {string} outDir emptied first
 */
export async function buildPage(folder, outDir) {
  await build({
    ...pageConfig(folder),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, chunkSizeWarningLimit: 10_000 },
  });
}

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/**
 * Serves a built page on a free port.
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function servePage(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const file = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': contentTypes[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
