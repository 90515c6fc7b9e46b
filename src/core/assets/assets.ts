import { existsSync } from 'node:fs';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { embedded } from './embedded.ts';

/** A file of the built renderer, as a host serves it. It may not exist. */
export interface Asset {
  readonly file: string;
  readonly contentType: string;
  /** Its name changes with its content, so it may be kept for ever. */
  readonly isImmutable: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Returns the file that a URL's path names inside the renderer's folder; `null` where it names none, or leads out of
 * it.
 */
export function findAsset(folder: string, pathname: string): Asset | null {
  const path = decode(pathname === '/' ? '/index.html' : pathname);
  if (path === null || /[\0\\]|\/\./.test(path)) return null;
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder + sep)) return null;
  const contentType = contentTypes[extname(file)];
  return contentType === undefined ? null : { file, contentType, isImmutable: path.startsWith('/assets/') };
}

/** Returns where the build has put the renderer: beside the folder that this code was built into, or one further up. */
export function builtRendererFolder(from: string = import.meta.dirname): string {
  if (embedded !== null) return embedded.path('renderer');
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'renderer');
    if (existsSync(join(candidate, 'assets')) && existsSync(join(candidate, 'index.html'))) return candidate;
  }
  throw new Error('The renderer is not built: run `npm run build`');
}

/** Returns where the build has put the script of worker threads: beside this code, or further up. */
export function builtWorkerFile(from: string = import.meta.dirname): string {
  if (embedded !== null) return embedded.path('worker.cjs');
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'worker.cjs');
    if (existsSync(candidate)) return candidate;
  }
  throw new Error('The worker is not built: run `npm run build`');
}

/** Returns the product's own data files: the folder `resources`, beside the build or further up. */
export function resourcesFolder(from: string = import.meta.dirname): string {
  if (embedded !== null) return embedded.path('resources');
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'icon.svg'))) return candidate;
  }
  throw new Error('The folder `resources` is missing: the installation is damaged');
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
