import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Ports } from '../ports.ts';
import { diskFiles, type JournalFiles, memoryFiles } from './journal-files.ts';

const secretName = 'journal/key';
const keyBytes = 32;

/** The journal's files, and the key that seals them. */
export interface JournalKeeping {
  readonly files: JournalFiles;
  readonly key: Uint8Array;
}

/** Whether a journal was kept on disk before. Does not open the keychain. */
export function hasKeptJournal({ secrets }: Pick<Ports, 'secrets'>): boolean {
  return secrets.kind().kind === 'keychain' && secrets.has(secretName);
}

/**
 * Returns a journal on disk where the keychain stores the key, which may require unlocking it; otherwise in memory,
 * where nothing outlives the host. A key that can no longer be opened is replaced; the records it sealed are lost.
 */
export async function openKeeping({
  secrets,
  settingsFolder,
}: Pick<Ports, 'secrets' | 'settingsFolder'>): Promise<JournalKeeping> {
  if (secrets.kind().kind === 'keychain') {
    const known = toKey(await secrets.get(secretName));
    if (known === null) await secrets.set(secretName, randomBytes(keyBytes).toString('base64'));
    // The request may have shown that there is no keychain; or another process has stored a key first.
    const key = known ?? toKey(await secrets.get(secretName));
    if (secrets.kind().kind === 'keychain' && key !== null) {
      return { files: diskFiles(join(settingsFolder, 'journal')), key };
    }
  }
  return { files: memoryFiles(), key: randomBytes(keyBytes) };
}

function toKey(secret: string | null): Uint8Array | null {
  const key = secret === null ? null : new Uint8Array(Buffer.from(secret, 'base64'));
  return key?.length === keyBytes ? key : null;
}
