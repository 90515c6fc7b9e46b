import type { LevelHint } from './level-extent.ts';

const mostFolders = 2_000;
/** Longer keys are not remembered: two thousand of the longest would take gigabytes. */
const mostKeyBytes = 8_192;
/** Roles change seldom, and no member tells when. */
const refusedMs = 60_000;

/**
 * The facts about folders that scans of their parents found, so that a folder's own scan begins at an existing key.
 * Forgets the oldest.
 */
export class FolderHints {
  readonly #hints = new Map<string, LevelHint>();
  readonly #refused = new Map<string, number>();

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

  /** Remembers for a minute that the user may not read a folder's names. Asked of folders of namespaces alone, so of few. */
  refuse(folder: Uint8Array): void {
    this.#refused.set(nameOf(folder), performance.now());
  }

  /** Returns whether the user was refused a folder's names in the last minute. */
  isRefused(folder: Uint8Array): boolean {
    const at = this.#refused.get(nameOf(folder));
    return at !== undefined && performance.now() - at < refusedMs;
  }
}

function nameOf(folder: Uint8Array): string {
  return Buffer.from(folder).toString('latin1');
}
