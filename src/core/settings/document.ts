import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { systemReason } from '../files/system-reason.ts';
import type { Store } from '../ports.ts';
import { keepPrivate } from './private-folder.ts';

/** A lock whose holder has not touched it for so long was left behind by a process that died. */
const staleAfterMs = 3_000;

/** How long a writer waits for another process to finish, in all: about 4 s, more than a dead holder's lock lives. */
const waiting = { retries: 28, factor: 1.2, minTimeout: 10, maxTimeout: 250, randomize: true } as const;

/** Writers of this process, by path. The file lock alone would make them poll for each other. */
const queues = new Map<string, Promise<unknown>>();

/** Reads a document of the settings folder. Fails with `SettingsDamaged`, `FileNotReadable`. */
export function readDocument(store: Store): Record<string, unknown> {
  try {
    return store.read();
  } catch (error) {
    if (error instanceof SyntaxError) throw settingsDamaged(store, 'it is not a JSON object', error);
    throw new EtcdeckError(
      {
        code: 'FileNotReadable',
        message: `${store.path} cannot be read: ${reason(error)}`,
        detail: { file: store.path },
      },
      { cause: error },
    );
  }
}

/**
 * Changes a document of the settings folder under a lock shared by all processes that use the folder: `change` receives
 * the current contents. A damaged file is never overwritten. Fails with `SettingsDamaged`, `SettingsLocked`,
 * `FileNotWritable`, and with any error of `change`; then nothing is written.
 */
export function updateDocument<T>(
  store: Store,
  change: (document: Record<string, unknown>) => { readonly document: Record<string, unknown>; readonly result: T },
): Promise<T> {
  const turn = (queues.get(store.path) ?? Promise.resolve()).then(async () => {
    const release = await acquire(store);
    try {
      const { document, result } = change(readDocument(store));
      await write(store, document);
      return result;
    } finally {
      await release();
    }
  });
  const settled = turn
    .catch(() => undefined)
    .then(() => {
      if (queues.get(store.path) === settled) queues.delete(store.path);
    });
  queues.set(store.path, settled);
  return turn;
}

/** The failure `SettingsDamaged`, with the file and why. */
export function settingsDamaged(store: Store, why: string, cause?: unknown): EtcdeckError {
  return new EtcdeckError(
    {
      code: 'SettingsDamaged',
      message: `${store.path} is damaged: ${why}. It was left as it is`,
      detail: { file: store.path, reason: why },
    },
    { cause },
  );
}

/** The document that a file's text is, for the hosts' stores. Throws a `SyntaxError` where it is no JSON object. */
export function parseDocument(text: string): Record<string, unknown> {
  const document: unknown = JSON.parse(text);
  if (!isRecord(document)) throw new SyntaxError('it is not a JSON object');
  return document;
}

/** Whether a value read from JSON is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function acquire(store: Store): Promise<() => Promise<void>> {
  try {
    // The file may not exist yet, so its path is taken as it is; the lock is a folder beside it.
    const folder = dirname(store.path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    keepPrivate(folder);
    const { lock } = await import('proper-lockfile');
    const release = await lock(store.path, {
      realpath: false,
      stale: staleAfterMs,
      retries: waiting,
      // Only a process that slept while it wrote loses its lock; the write itself is atomic, so it is not torn down.
      onCompromised: () => undefined,
    });
    // A lock that was taken over meanwhile is another's to release.
    return () => release().catch(() => undefined);
  } catch (error) {
    if (error instanceof EtcdeckError) throw error;
    if (errorCode(error) === 'ELOCKED') {
      throw new EtcdeckError(
        {
          code: 'SettingsLocked',
          message: `another process holds ${store.path}`,
          retry: true,
          detail: { file: store.path },
        },
        { cause: error },
      );
    }
    throw notWritable(store, error);
  }
}

async function write(store: Store, document: Record<string, unknown>): Promise<void> {
  try {
    await store.write(document);
  } catch (error) {
    throw notWritable(store, error);
  }
}

function notWritable(store: Store, error: unknown): EtcdeckError {
  const full = errorCode(error) === 'ENOSPC';
  return new EtcdeckError(
    {
      code: full ? 'DiskFull' : 'FileNotWritable',
      message: `${store.path} cannot be written: ${reason(error)}`,
      detail: { file: store.path },
    },
    { cause: error },
  );
}

function errorCode(error: unknown): unknown {
  return isRecord(error) || error instanceof Error ? Reflect.get(error, 'code') : undefined;
}

function reason(error: unknown): string {
  const code = errorCode(error);
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return systemReason(code);
  return error instanceof Error ? error.message : String(error);
}
