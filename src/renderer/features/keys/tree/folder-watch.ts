import type { Api } from '../../../../contract/api.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { WatchEvent } from '../../../../contract/watches.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { startsWithBytes, toHex } from '../../../ui/byte-text.ts';
import type { KeyChange } from '../model/key-tree.ts';

/**
 * A watch of a prefix sends every change beneath it, with its value, even in folders that are not open: on a busy
 * cluster that is most of them. The limits of useless events and bytes in each span before the watch is given up.
 */
const spanMs = 5_000;
const vainEvents = 100;
const vainBytes = 1 << 20;

interface Watching {
  readonly prefix: Uint8Array;
  readonly controller: AbortController;
}

/** What changed, without its value: the tree shows none. */
function changeOf(event: WatchEvent): KeyChange {
  if (event.type === 'delete') return { key: event.key, meta: null, modRevision: event.modRevision };
  const { key, createRevision, modRevision, version, lease } = event.entry;
  return { key, meta: { key, createRevision, modRevision, version, lease }, modRevision };
}

/**
 * Keeps open folders up to date with as few watches as will do: one of the topmost open folder, and where that brings too
 * much in vain, one of each open folder beneath it instead. A folder that is too busy alone is left to *refresh*.
 */
export class FolderWatch {
  readonly #watching = new Map<string, Watching>();
  /** What was given up, and the revision up to which it has told everything. */
  readonly #busy = new Map<string, { readonly prefix: Uint8Array; readonly reached: number }>();
  #folders: readonly { readonly prefix: Uint8Array; readonly revision: number }[] = [];
  #isClosed = false;

  constructor(
    private readonly options: {
      readonly api: Api;
      readonly connection: ConnectionId;
      /** Takes a change and says whether an open folder shows it. */
      readonly onChange: (change: KeyChange) => boolean;
      /** Changes were lost for good: what is open has to be read again. */
      readonly onLost: () => void;
      readonly now?: () => number;
    },
  ) {}

  /** The folders that are open now, each with the revision it was read at. */
  follow(folders: readonly { readonly prefix: Uint8Array; readonly revision: number }[]): void {
    if (this.#isClosed) return;
    this.#folders = folders;
    const wanted = new Map<string, { readonly prefix: Uint8Array; revision: number }>();
    // A folder comes before the folders in it.
    for (const folder of folders) {
      const above = [...wanted.values()].find((each) => startsWithBytes(folder.prefix, each.prefix));
      if (above !== undefined) above.revision = Math.min(above.revision, this.#caughtUp(folder).revision);
      else if (!this.#busy.has(toHex(folder.prefix))) wanted.set(toHex(folder.prefix), this.#caughtUp(folder));
    }
    for (const [name, watching] of this.#watching) {
      if (wanted.has(name)) continue;
      watching.controller.abort();
      this.#watching.delete(name);
    }
    for (const [name, { prefix, revision }] of wanted) {
      if (!this.#watching.has(name)) void this.#watch(name, prefix, revision + 1);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const watching of this.#watching.values()) watching.controller.abort();
    this.#watching.clear();
  }

  /** Returns a folder with the revision up to which it is known, from a watch above it that was given up too. */
  #caughtUp(folder: { readonly prefix: Uint8Array; readonly revision: number }) {
    const above = [...this.#busy.values()].filter((busy) => startsWithBytes(folder.prefix, busy.prefix));
    return { ...folder, revision: Math.max(folder.revision, ...above.map((busy) => busy.reached)) };
  }

  async #watch(name: string, prefix: Uint8Array, startRevision: number): Promise<void> {
    const { api, connection, onChange, onLost, now = Date.now } = this.options;
    const controller = new AbortController();
    this.#watching.set(name, { prefix, controller });
    const request = { connection, key: prefix, isPrefix: true, startRevision, previous: false, reveal: false };
    let reached = startRevision - 1;
    let span = { since: now(), events: 0, bytes: 0 };
    try {
      for await (const notice of api.watches.watch(request, { signal: controller.signal })) {
        if (controller.signal.aborted) return;
        if (notice.kind === 'compacted') {
          this.#watching.delete(name);
          return onLost();
        }
        if (notice.kind !== 'event') continue;
        const change = changeOf(notice.event);
        // Other keys of the same revision may still come.
        reached = change.modRevision - 1;
        if (onChange(change)) continue;
        if (now() - span.since > spanMs) span = { since: now(), events: 0, bytes: 0 };
        span.events += 1;
        span.bytes += notice.event.type === 'put' ? notice.event.entry.value.length : 0;
        if (span.events > vainEvents || span.bytes > vainBytes) return this.#giveUp(name, prefix, reached);
      }
    } catch (error) {
      if (controller.signal.aborted || isCancelled(error)) return;
      // A folder that may not be watched whole may still have folders that may.
      if (failureOf(error).code === 'PermissionDenied') return this.#giveUp(name, prefix, reached);
      this.#watching.delete(name);
    }
  }

  #giveUp(name: string, prefix: Uint8Array, reached: number): void {
    this.#busy.set(name, { prefix, reached });
    this.#watching.get(name)?.controller.abort();
    this.#watching.delete(name);
    this.follow(this.#folders);
  }
}
