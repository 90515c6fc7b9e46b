import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../ports.ts';
import { hasCommandLineJournal, openCommandLine } from './command-line-keeping.ts';
import { diskFiles, type JournalKeeping, memoryFiles } from './journal-files.ts';

const secretName = 'journal/key';
const keyBytes = 32;

/** Whether a journal of this host was kept on disk before. Does not open the keychain. */
export function hasKeptJournal(ports: Pick<Ports, 'secrets' | 'journal' | 'settingsFolder'>): boolean {
  if (ports.journal === 'commandLine') return hasCommandLineJournal(ports.settingsFolder);
  return ports.secrets.kind().kind === 'keychain' && ports.secrets.has(secretName);
}

/** Whether the desktop app has a journal in the settings folder that only its keychain opens. */
export const hasSealedElsewhere = ({ journal, settingsFolder }: Pick<Ports, 'journal' | 'settingsFolder'>): boolean =>
  journal === 'commandLine' && existsSync(join(settingsFolder, sealedFolder));

/**
 * Returns a journal on disk where the keychain stores the key, which may require unlocking it; otherwise in memory,
 * where nothing outlives the host. A key that can no longer be opened is replaced; the records it sealed are lost. The
 * command line has its own, or one in memory where its folder cannot be written.
 */
export async function openKeeping(
  ports: Pick<Ports, 'secrets' | 'settingsFolder' | 'journal' | 'log'>,
): Promise<JournalKeeping> {
  const { secrets, settingsFolder, log } = ports;
  if (ports.journal === 'commandLine') {
    const kept = await openCommandLine(settingsFolder, true).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn('the journal of the command line cannot be written, and ends with this command', { reason });
      return null;
    });
    return kept ?? inMemory();
  }
  if (secrets.kind().kind === 'keychain') {
    const known = toKey(await secrets.get(secretName));
    if (known === null) await secrets.set(secretName, randomBytes(keyBytes).toString('base64'));
    // The request may have shown that there is no keychain; or another process has stored a key first.
    const key = known ?? toKey(await secrets.get(secretName));
    if (secrets.kind().kind === 'keychain' && key !== null) {
      return { files: diskFiles(join(settingsFolder, sealedFolder)), key, isKept: true, keepsValues: true };
    }
  }
  return inMemory();
}

/** The folder of a journal sealed by a keychain, in the settings folder. */
export const sealedFolder = 'journal';

const inMemory = (): JournalKeeping => ({
  ...{ files: memoryFiles(), key: randomBytes(keyBytes) },
  ...{ isKept: false, keepsValues: true },
});

function toKey(secret: string | null): Uint8Array | null {
  const key = secret === null ? null : new Uint8Array(Buffer.from(secret, 'base64'));
  return key?.length === keyBytes ? key : null;
}
