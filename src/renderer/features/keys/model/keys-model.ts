import type { Api } from '../../../../contract/api.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import type { KeyEntry, KeyMeta } from '../../../../contract/keys.ts';
import { type KeptDraft, readBase } from '../../../parts/editing/draft-memory.ts';
import { baseOfDraft, type Draft, guardOf } from '../../../parts/editing/edit.ts';
import { connectionOf, type SourceId } from '../../../parts/source/source-id.ts';
import { type Reading, type ReadKey, readValue } from '../../../parts/values/read-value.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { perId } from '../../../state/per-id.ts';
import { createStore, type Store } from '../../../state/store.ts';
import { fromHex, toHex } from '../../../ui/byte-text.ts';
import { editedConnection } from './edited-connection.ts';
import { deleteGuarded, type LeaseChoice, putGuarded } from './guarded-writes.ts';
import { KeyFollower } from './key-follower.ts';
import type { KeyChange } from './key-tree.ts';
import { type KeysState, tabOf, withChange, withOpen, withoutTab } from './keys-state.ts';
import {
  broughtBack,
  discarded,
  edited,
  failed,
  merged,
  newOpenKey,
  noticeRead,
  notSaved,
  type OpenKey,
  rebased,
  refused,
  saved,
  saving,
  turned,
  unrebased,
  wantedReading,
} from './open-key.ts';
import type { Written } from './written.ts';

/** What a save would write. It is shown first, and exactly this is written. */
export interface PlannedSave {
  /** The edit; `null` where only the lease is to change. */
  readonly draft: Draft | null;
  /** The key with the bytes that would be written, decoded again. */
  readonly after: ReadKey;
  /** The revision that it is written on top of. */
  readonly guard: number;
}

/** The nouns of the api that a model calls. */
export type KeysApis = Pick<Api, 'keys' | 'plans' | 'values' | 'watches'>;

/**
 * The keys of one source that the operator works on, at the head of a connection. The model and its edits outlive the
 * screen; while the screen is closed it reads and watches nothing.
 */
export class KeysModel {
  readonly store: Store<KeysState> = createStore<KeysState>({ tabs: [], active: null });
  readonly #follower: KeyFollower;
  readonly #changes = new Set<(change: KeyChange) => void>();
  /** Tabs whose edit is being put back after a reload: nothing is read into them until it is there. */
  readonly #awaitingEdit = new Set<string>();

  constructor(
    private readonly api: KeysApis,
    /** `null`: the keys are of a file. They are never edited, and a model of them is never woken. */
    private readonly connection: ConnectionId | null,
  ) {
    this.#follower = new KeyFollower(api, connection, this.store);
  }

  /** Reports the writes made here, so that lists of keys need not wait for a watch. */
  readonly onDidWrite = (listener: (change: KeyChange) => void): (() => void) => {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  };

  /** Reads and follows the key in front again, when the screen is shown. */
  wake(): void {
    this.#follower.wake();
    this.#followActive();
  }

  sleep(): void {
    this.#follower.sleep();
  }

  /** Reads the key in front again, and follows it where that had failed. */
  refresh(): void {
    const { active } = this.store.get();
    if (active !== null && this.#follower.isFollowing(active)) void this.#follower.read(active);
    else this.#followActive();
  }

  /** Decodes the keys in tabs again: the operator's decoders have changed. */
  readAgain(): void {
    for (const open of this.store.get().tabs) {
      const name = toHex(open.key);
      if (this.#follower.isFollowing(name)) void this.#follower.read(name);
    }
  }

  /** Puts tabs back as they were left; only the one in front is read. */
  restore(names: readonly string[], active: string | null): void {
    const keys = names.map(fromHex).filter((key) => key !== null);
    this.store.update((state) => (state.tabs.length > 0 ? state : { tabs: keys.map(newOpenKey), active }));
    if (active !== null) this.activate(active);
  }

  /** Puts edits back that were made before the page was loaded, each in its tab. */
  putDraftsBack(drafts: readonly KeptDraft[]): void {
    for (const kept of drafts) {
      const name = toHex(kept.key);
      if (this.tab(name)?.draft != null) continue;
      this.#awaitingEdit.add(name);
      this.store.update((state) => {
        const tabs = tabOf(state, name) === undefined ? [...state.tabs, newOpenKey(kept.key)] : state.tabs;
        return { tabs, active: state.active ?? name };
      });
      void this.#putDraftBack(name, kept).finally(() => {
        this.#awaitingEdit.delete(name);
        this.#followActive();
      });
    }
  }

  async #putDraftBack(name: string, kept: KeptDraft): Promise<void> {
    this.#change(name, (open) => ({ ...open, phase: 'reading' }));
    try {
      const read = await readBase(this.api, editedConnection(this.connection), kept);
      this.#change(name, (open) => broughtBack(open, read, kept.draft));
    } catch (error) {
      this.#change(name, (open) => failed(open, failureOf(error)));
    }
  }

  open(key: Uint8Array): void {
    this.store.update((state) => withOpen(state, key));
    this.#follower.unfollowClosed();
    this.#followActive();
  }

  activate(name: string): void {
    this.store.update((state) => (state.active === name ? state : { ...state, active: name }));
    this.#followActive();
  }

  close(name: string): void {
    this.store.update((state) => withoutTab(state, name));
    this.#follower.unfollowClosed();
    this.#followActive();
  }

  tab(name: string): OpenKey | undefined {
    return tabOf(this.store.get(), name);
  }

  edit(name: string, text: string): void {
    this.#change(name, (open) => edited(open, text));
  }

  discard(name: string): void {
    this.#change(name, discarded);
  }

  /** Continues the edit on top of another client's write. */
  merge(name: string): void {
    this.#change(name, merged);
  }

  dismissNotice(name: string): void {
    this.#change(name, noticeRead);
  }

  /** Lets bytes be edited as hexadecimal digits. */
  editBytes(name: string): void {
    this.#change(name, (open) => ({ ...open, editsBytes: true }));
  }

  /** Shows a key read in another way, with its edit. */
  async turn(name: string, changes: Pick<Reading, 'showsManagedFields'> | Pick<Reading, 'codec'>): Promise<void> {
    const open = this.tab(name);
    if (open === undefined || open.base === null) return;
    const reading = { ...open.reading, ...changes };
    if (open.draft === null) {
      this.#change(name, (before) => ({ ...before, reading, editsBytes: false }));
      await this.#follower.see(name, open.base.entry, open.base.entry.modRevision);
      return;
    }
    const { base, draft, theirs } = open;
    const again = (entry: KeyEntry) => readValue(this.api, liveKeys(editedConnection(this.connection)), entry, reading);
    try {
      const value = await this.#encode(open, draft);
      const states = {
        reading,
        base: await again(base.entry),
        theirs: theirs?.read == null ? theirs : { ...theirs, read: await again(theirs.read.entry) },
      };
      const { value: turnedTo } = await again({ ...base.entry, value, bytes: value.length });
      this.#change(name, (now) => (now.draft === draft ? turned(now, states, turnedTo.text) : now));
    } catch (error) {
      if (!isCancelled(error)) this.#change(name, (now) => refused(now, failureOf(error)));
    }
  }

  /** Shows the secret data of a key in clear, or covers it again. Not while it is edited: an edit is in clear. */
  reveal(name: string, reveal: boolean): void {
    if (this.tab(name)?.draft !== null) return;
    this.#change(name, (open) => ({ ...open, reading: { ...open.reading, reveal } }));
    // What a watch brings is covered, or not, from its beginning.
    this.#follower.unfollow(name);
    void this.#follower.follow(name);
  }

  /** Encodes the edit, or takes what is stored where only the lease changes. `null` where it fails: the tab says why. */
  async encode(name: string): Promise<PlannedSave | null> {
    const open = this.tab(name);
    if (open === undefined) return null;
    const { base, draft } = open;
    const guard = guardOf(open);
    if (draft === null) return base === null ? null : { draft, after: base, guard };
    try {
      const value = await this.#encode(open, draft);
      const entry = { ...(base?.entry ?? newEntry(open.key)), value, isMasked: false, bytes: value.length };
      return {
        draft,
        after: await readValue(this.api, liveKeys(editedConnection(this.connection)), entry, wantedReading(open)),
        guard,
      };
    } catch (error) {
      this.#change(name, (before) => refused(before, failureOf(error)));
      return null;
    }
  }

  /** Writes what was shown, guarded by the revision that it is based on. */
  async save(name: string, { draft, after, guard }: PlannedSave, lease: LeaseChoice): Promise<Written | null> {
    const open = this.tab(name);
    if (open === undefined || open.isSaving) return null;
    return this.#write({ key: open.key, value: after.entry.value, guard, lease, draft });
  }

  /** Writes the edit over theirs, guarded by the revision that the operator has seen. */
  async overwrite(name: string): Promise<Written | null> {
    const before = this.tab(name);
    this.#change(name, rebased);
    const encoded = await this.encode(name);
    const written = encoded === null ? null : await this.save(name, encoded, 'keep');
    // Nothing was written: mine and theirs are still to be compared.
    const isLeft = written === null || written.kind === 'leftAlone' || written.kind === 'failed';
    if (isLeft && before !== undefined) this.#change(name, (now) => unrebased(now, before));
    if (encoded !== null) return written;
    const refusal = this.tab(name)?.refusal ?? null;
    return refusal === null ? null : { kind: 'failed', failure: refusal };
  }

  /** Writes a key that must not exist. */
  async create(key: Uint8Array, value: Uint8Array, lease: LeaseChoice): Promise<Written> {
    return this.#write({ key, value, guard: 0, lease, draft: null });
  }

  /** Writes an older value over the revision that the operator has seen; 0 where the key must not exist. */
  async putBack(key: Uint8Array, value: Uint8Array, guard: number): Promise<Written> {
    return this.#write({ key, value, guard, lease: 'keep', draft: null });
  }

  /** Deletes a key at the revision that the operator has seen, and closes its tab. */
  async remove({ key, modRevision }: Pick<KeyMeta, 'key' | 'modRevision'>): Promise<Written> {
    const name = toHex(key);
    this.#change(name, saving);
    const written = await deleteGuarded(this.api, {
      connection: editedConnection(this.connection),
      key,
      guard: modRevision,
    });
    this.#change(name, notSaved);
    if (written.kind === 'done') {
      this.close(name);
      this.#told({ key, meta: null, modRevision: written.revision });
    } else await this.#readWhatIs(name, written);
    return written;
  }

  async #write(write: {
    readonly key: Uint8Array;
    readonly value: Uint8Array;
    readonly guard: number;
    readonly lease: LeaseChoice;
    /** The edit that it comes from. */
    readonly draft: Draft | null;
  }): Promise<Written> {
    const { key, value, guard, lease, draft } = write;
    const name = toHex(key);
    this.#change(name, saving);
    const written = await putGuarded(
      this.api,
      { connection: editedConnection(this.connection), key, guard },
      value,
      lease,
    );
    if (written.kind === 'done' && written.meta !== null) {
      await this.#seeSaved(name, { ...written.meta, value, isMasked: false, bytes: value.length }, draft);
      this.#told({ key, meta: written.meta, modRevision: written.meta.modRevision });
    } else await this.#readWhatIs(name, written);
    this.#change(name, notSaved);
    return written;
  }

  async #seeSaved(name: string, entry: KeyEntry, draft: Draft | null): Promise<void> {
    const open = this.tab(name);
    if (open === undefined) return;
    try {
      const read = await readValue(this.api, liveKeys(editedConnection(this.connection)), entry, wantedReading(open));
      this.#change(name, (now) => saved(now, read, draft));
    } catch (error) {
      this.#change(name, (now) => failed(now, failureOf(error)));
    }
  }

  /** Reads the key with quorum after a write was refused: one member alone may be behind. */
  async #readWhatIs(name: string, written: Written): Promise<void> {
    if (written.kind === 'conflict' || written.kind === 'unknown') {
      await this.#follower.read(name, liveKeys(editedConnection(this.connection)));
    }
  }

  async #encode(open: OpenKey, draft: Draft): Promise<Uint8Array> {
    const { key } = open;
    const { text, form } = draft;
    const base = baseOfDraft(open, draft);
    return (
      await this.api.values.encode({ source: liveKeys(editedConnection(this.connection)), key, text, form, base })
    ).value;
  }

  #told(change: KeyChange): void {
    for (const listener of this.#changes) listener(change);
  }

  #change(name: string, change: (open: OpenKey) => OpenKey): void {
    this.store.update((state) => withChange(state, name, change));
  }

  #followActive(): void {
    const { active } = this.store.get();
    if (active !== null && !this.#awaitingEdit.has(active)) void this.#follower.follow(active);
  }
}

const newEntry = (key: Uint8Array): Omit<KeyEntry, 'value' | 'isMasked' | 'bytes'> => ({
  key,
  createRevision: 0,
  modRevision: 0,
  version: 0,
  lease: null,
});

/** Returns the model of a source. */
export const modelOf = perId((api: KeysApis, id: SourceId) => new KeysModel(api, connectionOf(id)));
