import type { Api } from '../../../../contract/api.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { type KeySource, liveKeys } from '../../../../contract/key-source.ts';
import type { KeyEntry } from '../../../../contract/keys.ts';
import { headOf, sourceChoiceOf } from '../../../parts/source/source-choice.ts';
import { type Reading, readValue } from '../../../parts/values/read-value.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import type { Store } from '../../../state/store.ts';
import { editedConnection } from './edited-connection.ts';
import { type KeysState, tabOf, withChange } from './keys-state.ts';
import { failed, type OpenKey, seen, wantedReading } from './open-key.ts';

/** Reads the keys in a model's tabs at the head, and keeps those that are followed up to date. */
export class KeyFollower {
  readonly #watching = new Map<string, AbortController>();
  #isAwake = false;

  constructor(
    private readonly api: Pick<Api, 'keys' | 'values' | 'watches'>,
    /** `null`: the keys are of a file. They are never edited, and a model of them is never woken. */
    private readonly connection: ConnectionId | null,
    private readonly store: Store<KeysState>,
  ) {}

  wake(): void {
    this.#isAwake = true;
  }

  /** Reads and watches nothing until it is woken. */
  sleep(): void {
    this.#isAwake = false;
    for (const name of [...this.#watching.keys()]) this.unfollow(name);
  }

  isFollowing(name: string): boolean {
    return this.#watching.has(name);
  }

  unfollow(name: string): void {
    this.#watching.get(name)?.abort();
    this.#watching.delete(name);
  }

  unfollowClosed(): void {
    for (const name of [...this.#watching.keys()]) if (this.#tab(name) === undefined) this.unfollow(name);
  }

  /** Reads a key and watches it from that revision on, so that no change between is missed. */
  async follow(name: string): Promise<void> {
    const open = this.#tab(name);
    if (!this.#isAwake || open === undefined || this.#watching.has(name)) return;
    const controller = new AbortController();
    this.#watching.set(name, controller);
    const { signal } = controller;
    const { key, reading } = open;
    try {
      const revision = await this.read(name);
      if (signal.aborted || revision === null) return;
      const startRevision = revision + 1;
      const watched = {
        connection: editedConnection(this.connection),
        key,
        isPrefix: false,
        startRevision,
        previous: false,
      };
      for await (const notice of this.api.watches.watch({ ...watched, reveal: reading.reveal }, { signal })) {
        if (signal.aborted) return;
        if (notice.kind !== 'event') continue;
        const { event } = notice;
        if (event.type === 'put') await this.see(name, event.entry, event.entry.modRevision);
        else await this.see(name, null, event.modRevision);
      }
    } catch {
      // Without a watch the key is as it was read; a save is guarded all the same.
    } finally {
      if (this.#watching.get(name) === controller) this.#watching.delete(name);
    }
  }

  /** Reads a key again. Resolves to the revision that it was read at, or to `null` where it could not be read. */
  async read(name: string, source: KeySource = this.#head()): Promise<number | null> {
    const open = this.#tab(name);
    if (open === undefined) return null;
    if (open.phase !== 'ready') this.#change(name, (before) => ({ ...before, phase: 'reading', failure: null }));
    const { key, reading } = open;
    try {
      const { entry, revision } = await this.api.keys.get({ source, key, reveal: reading.reveal });
      return (await this.see(name, entry, revision)) ? revision : null;
    } catch (error) {
      this.#fail(name, error);
      return null;
    }
  }

  /** Decodes a state of a key as its tab wants it, and shows it. Resolves to false where its value cannot be decoded. */
  async see(name: string, entry: KeyEntry | null, revision: number): Promise<boolean> {
    for (;;) {
      const open = this.#tab(name);
      if (open === undefined) return true;
      const reading = wantedReading(open);
      try {
        const read =
          entry === null
            ? null
            : await readValue(this.api, liveKeys(editedConnection(this.connection)), entry, reading);
        const now = this.#tab(name);
        if (read !== null && now !== undefined && !isSameReading(wantedReading(now), reading)) continue;
        this.#change(name, (before) => seen(before, read, revision));
        return true;
      } catch (error) {
        this.#fail(name, error);
        return false;
      }
    }
  }

  #head(): KeySource {
    const connection = editedConnection(this.connection);
    return headOf(connection, sourceChoiceOf(connection).get());
  }

  #tab(name: string): OpenKey | undefined {
    return tabOf(this.store.get(), name);
  }

  #fail(name: string, error: unknown): void {
    if (!isCancelled(error)) this.#change(name, (before) => failed(before, failureOf(error)));
  }

  #change(name: string, change: (open: OpenKey) => OpenKey): void {
    this.store.update((state) => withChange(state, name, change));
  }
}

const isSameReading = (a: Reading, b: Reading): boolean =>
  a.codec === b.codec && a.showsManagedFields === b.showsManagedFields && a.reveal === b.reveal;
