import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../ports.ts';
import { parseDocument } from './document.ts';

/** How long a file may be held by a reader on Windows, which lets nobody replace it meanwhile. */
const heldForMs = 1_000;
const lookAgainMs = 10;

/** A store that writes at once. */
interface FileStore extends Store {
  write(document: Record<string, unknown>): void;
}

/**
 * Stores `<folder>/<name>.json`, readable by its owner only. Libraries for this take longer to load than a short command
 * may run, mostly for a schema checker that is not used here.
 */
export function openFileStore(folder: string, name: string): FileStore {
  const path = join(folder, `${name}.json`);
  return {
    path,
    read() {
      makeFolder(folder);
      const text = textOf(path);
      return text === null ? {} : parseDocument(text);
    },
    write(document) {
      makeFolder(folder);
      replaceFile(realOf(path), JSON.stringify(document, undefined, '\t'));
    },
  };
}

function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The file itself, where the name is a link to it: what is kept elsewhere stays there. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Writes a file beside, and gives it the name once it is on the disk: a reader sees the old text or the new one. */
function replaceFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(beside, 'w', 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameWhenFree(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function renameWhenFree(from: string, to: string): void {
  for (const giveUp = performance.now() + heldForMs; ; ) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isHeld = process.platform === 'win32' && /^(EPERM|EACCES|EBUSY)$/.test(codeOf(error) ?? '');
      if (!isHeld || performance.now() > giveUp) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookAgainMs);
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
