import type { LevelHint } from './level-extent.ts';

const mostFolders = 2_000;
/** A longer key is not remembered: two thousand of the longest were gigabytes. */
const mostKeyBytes = 8_192;

/** What scans saw of folders in passing, so that the scan of one begins at a key it has. Forgets the oldest. */
export class FolderHints {
  readonly #hints = new Map<string, LevelHint>();

  of(folder: Uint8Array): LevelHint | null {
    return this.#hints.get(nameOf(folder)) ?? null;
  }

  remember(folder: Uint8Array, hint: LevelHint): void {
    if (hint.key.length > mostKeyBytes || folder.length > mostKeyBytes) return;
    const name = nameOf(folder);
    this.#hints.delete(name);
    this.#hints.set(name, hint);
    const oldest = this.#hints.keys().next();
    if (this.#hints.size > mostFolders && oldest.done !== true) this.#hints.delete(oldest.value);
  }
}

function nameOf(folder: Uint8Array): string {
  return Buffer.from(folder).toString('latin1');
}
