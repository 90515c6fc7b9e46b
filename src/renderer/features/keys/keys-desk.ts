import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { createStore, type Store } from '../../state/store.ts';
import { fromHex, toHex } from '../../ui/byte-text.ts';
import { deleteGuarded, putGuarded, type Written } from './guarded-writes.ts';
import type { KeyChange } from './key-tree.ts';
import {
  discarded,
  draftBytes,
  edited,
  failed,
  guardOf,
  merged,
  newOpenKey,
  noticeRead,
  notSaved,
  type OpenKey,
  rebased,
  saved,
  saving,
  seen,
  turned,
} from './open-key.ts';
import type { ValueForm } from './value-form.ts';

/** The keys in tabs, by their bytes in hexadecimal, and the one in front. */
export interface DeskState {
  readonly tabs: readonly OpenKey[];
  readonly active: string | null;
}

export type WriteOutcome = Written<KeyValue | null>;

const mostTabs = 40;

export const nameOfTab = (open: OpenKey): string => toHex(open.key);

/**
 * The keys that somebody works on in one connection. It outlives the screen, and with it every edit; while the screen is
 * away it reads and watches nothing.
 */
export class KeysDesk {
  readonly store: Store<DeskState> = createStore<DeskState>({ tabs: [], active: null });
  readonly #watching = new Map<string, AbortController>();
  readonly #changes = new Set<(change: KeyChange) => void>();
  #isAwake = false;

  constructor(
    private readonly api: Pick<Api, 'keys' | 'watches'>,
    private readonly connection: ConnectionId,
  ) {}

  /** Tells of the writes made here, so that what lists keys need not wait for a watch. */
  readonly onDidWrite = (listener: (change: KeyChange) => void): (() => void) => {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  };

  /** The screen is there: what is in front is read again and followed. */
  wake(): void {
    this.#isAwake = true;
    const { active } = this.store.get();
    if (active !== null) void this.#follow(active);
  }

  sleep(): void {
    this.#isAwake = false;
    for (const controller of this.#watching.values()) controller.abort();
    this.#watching.clear();
  }

  /** Puts tabs back as they were left; only the one in front is read. */
  restore(names: readonly string[], active: string | null): void {
    const keys = names.map(fromHex).filter((key) => key !== null);
    this.store.update((state) => (state.tabs.length > 0 ? state : { tabs: keys.map(newOpenKey), active }));
    if (active !== null) this.activate(active);
  }

  open(key: Uint8Array): void {
    const name = toHex(key);
    this.store.update((state) => ({
      tabs: state.tabs.some((tab) => nameOfTab(tab) === name)
        ? state.tabs
        : this.#room(state.tabs).concat(newOpenKey(key)),
      active: name,
    }));
    void this.#follow(name);
  }

  activate(name: string): void {
    this.store.update((state) => (state.active === name ? state : { ...state, active: name }));
    void this.#follow(name);
  }

  close(name: string): void {
    this.#watching.get(name)?.abort();
    this.#watching.delete(name);
    this.store.update((state) => {
      const at = state.tabs.findIndex((tab) => nameOfTab(tab) === name);
      const tabs = state.tabs.filter((tab) => nameOfTab(tab) !== name);
      const next = tabs[Math.min(at, tabs.length - 1)];
      return { tabs, active: state.active !== name ? state.active : next === undefined ? null : nameOfTab(next) };
    });
    const { active } = this.store.get();
    if (active !== null) void this.#follow(active);
  }

  tab(name: string): OpenKey | undefined {
    return this.store.get().tabs.find((tab) => nameOfTab(tab) === name);
  }

  edit(name: string, text: string): void {
    this.#change(name, (open) => edited(open, text));
  }

  discard(name: string): void {
    this.#change(name, discarded);
  }

  /** Goes on with the edit on top of what somebody else wrote. */
  merge(name: string): void {
    this.#change(name, merged);
  }

  /** Shows a value as it is stored, or laid out. */
  turn(name: string, form: ValueForm): void {
    this.#change(name, (open) => turned(open, form));
  }

  dismissNotice(name: string): void {
    this.#change(name, noticeRead);
  }

  /** Reads a key again, whatever is known of it. The revision it is true at, or `null` where it could not be read. */
  async read(name: string): Promise<number | null> {
    const open = this.tab(name);
    if (open === undefined) return null;
    if (open.phase !== 'ready') this.#change(name, (before) => ({ ...before, phase: 'reading', failure: null }));
    try {
      const { entry, revision } = await this.api.keys.get({
        source: liveKeys(this.connection),
        key: open.key,
        reveal: false,
      });
      this.#change(name, (before) => seen(before, entry, revision));
      return revision;
    } catch (error) {
      if (!isCancelled(error)) this.#change(name, (before) => failed(before, failureOf(error)));
      return null;
    }
  }

  /** Writes the edit, or what is shown, guarded by the revision that it is based on. */
  async save(name: string): Promise<WriteOutcome | null> {
    const open = this.tab(name);
    if (open === undefined || open.isSaving) return null;
    const value = open.draft === null ? (open.base?.value ?? new Uint8Array()) : draftBytes(open);
    return this.#write(open.key, value, guardOf(open));
  }

  /** Writes the edit over what somebody else made of it and the operator has seen; guarded by exactly that. */
  async overwrite(name: string): Promise<WriteOutcome | null> {
    this.#change(name, rebased);
    return this.save(name);
  }

  /** Writes a key that must not exist. */
  async create(key: Uint8Array, value: Uint8Array): Promise<WriteOutcome> {
    return this.#write(key, value, 0);
  }

  /** Deletes a key as it was seen, and closes its tab. */
  async remove({ key, modRevision }: Pick<KeyValue, 'key' | 'modRevision'>): Promise<WriteOutcome> {
    const name = toHex(key);
    this.#change(name, saving);
    const outcome = await deleteGuarded(this.api.keys, { connection: this.connection, key, guard: modRevision });
    this.#change(name, notSaved);
    if (outcome.kind === 'done') {
      this.close(name);
      this.#told({ key, meta: null, modRevision: outcome.revision });
    } else this.#take(name, outcome);
    return outcome;
  }

  async #write(key: Uint8Array, value: Uint8Array, guard: number): Promise<WriteOutcome> {
    const name = toHex(key);
    this.#change(name, saving);
    const outcome = await putGuarded(this.api.keys, { connection: this.connection, key, guard }, value);
    if (outcome.kind === 'done') {
      const { value: _value, ...meta } = outcome.entry;
      this.#change(name, (open) => saved(open, meta, value));
      this.#told({ key, meta, modRevision: meta.modRevision });
    } else this.#take(name, outcome);
    this.#change(name, notSaved);
    return outcome;
  }

  #take(name: string, outcome: Exclude<WriteOutcome, { kind: 'done' }>): void {
    if (outcome.kind !== 'failed') this.#change(name, (open) => seen(open, outcome.now, outcome.revision));
  }

  #told(change: KeyChange): void {
    for (const listener of this.#changes) listener(change);
  }

  #change(name: string, change: (open: OpenKey) => OpenKey): void {
    this.store.update((state) => {
      const tabs = state.tabs.map((tab) => (nameOfTab(tab) === name ? change(tab) : tab));
      return tabs.every((tab, at) => tab === state.tabs[at]) ? state : { ...state, tabs };
    });
  }

  /** The oldest tab without an edit makes room. */
  #room(tabs: readonly OpenKey[]): readonly OpenKey[] {
    if (tabs.length < mostTabs) return tabs;
    const idle = tabs.find((tab) => tab.draft === null);
    if (idle === undefined) return tabs;
    this.#watching.get(nameOfTab(idle))?.abort();
    this.#watching.delete(nameOfTab(idle));
    return tabs.filter((tab) => tab !== idle);
  }

  /** Reads a key and watches it from there on, so that nothing between is missed. One key: a watch of it costs nothing. */
  async #follow(name: string): Promise<void> {
    const key = fromHex(name);
    if (!this.#isAwake || key === null || this.#watching.has(name)) return;
    const controller = new AbortController();
    this.#watching.set(name, controller);
    const { signal } = controller;
    try {
      const revision = await this.read(name);
      if (signal.aborted || revision === null) return;
      const request = {
        connection: this.connection,
        key,
        isPrefix: false,
        startRevision: revision + 1,
        previous: false,
        reveal: false,
      };
      for await (const notice of this.api.watches.watch(request, { signal })) {
        if (signal.aborted) return;
        if (notice.kind !== 'event') continue;
        const { event } = notice;
        if (event.type === 'put') this.#change(name, (before) => seen(before, event.entry, event.entry.modRevision));
        else this.#change(name, (before) => seen(before, null, event.modRevision));
      }
    } catch {
      // Without a watch the key is as it was read; a save is guarded all the same.
    } finally {
      if (this.#watching.get(name) === controller) this.#watching.delete(name);
    }
  }
}

const desks = new WeakMap<object, Map<ConnectionId, KeysDesk>>();

/** The desk of a connection, the same one as long as the window lives. */
export function deskOf(api: Pick<Api, 'keys' | 'watches'>, connection: ConnectionId): KeysDesk {
  const ofApi = desks.get(api) ?? new Map<ConnectionId, KeysDesk>();
  desks.set(api, ofApi);
  const desk = ofApi.get(connection) ?? new KeysDesk(api, connection);
  ofApi.set(connection, desk);
  return desk;
}
