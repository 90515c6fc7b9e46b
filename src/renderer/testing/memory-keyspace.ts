import type { Api } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { HistoryApi, KeyState, RevisionSighting } from '../../contract/history.ts';
import type { ConnectionId, LeaseId } from '../../contract/ids.ts';
import { pastRevision } from '../../contract/key-source.ts';
import type { KeyChild, KeyMeta, KeysApi, KeyValue } from '../../contract/keys.ts';
import type { WatchEvent, WatchesApi, WatchNotice } from '../../contract/watches.ts';
import { bytesOf, compareBytes, equalBytes, indexOfBytes, startsWithBytes, toHex } from '../ui/byte-text.ts';
import { entryFor, memoryValues } from './memory-values.ts';

export const aConnection = 'memory' as ConnectionId;

const metaOf = ({ key, createRevision, modRevision, version, lease }: KeyValue): KeyMeta => ({
  key,
  createRevision,
  modRevision,
  version,
  lease,
});

const unused = (): never => {
  throw new Error('no test has needed this yet');
};

/** What writes no file. */
export const unrecorded: WatchesApi['record'] = unused;

/**
 * The contract's keys, their history and watches over a list in memory, for tests of the screens. etcd's behaviour is
 * tested against etcd; this only keeps the contract's promises.
 */
export class MemoryKeyspace {
  revision = 1;
  /** The requests, the newest last. */
  readonly asked: string[] = [];
  /** Thrown by the next call of its name. */
  readonly failing = new Map<string, EtcdeckError>();
  /** The times at which the cluster was seen, with their revisions. */
  sightings: readonly RevisionSighting[] = [];
  /** Whether the next put is done and its answer lost. */
  isAnswerLost = false;
  #entries: KeyValue[] = [];
  readonly #history: WatchEvent<KeyValue>[] = [];
  #writes = 0;
  readonly #watchers = new Set<() => void>();

  /** Writes as another client does. */
  put(key: string | Uint8Array, value: string | Uint8Array, lease: LeaseId | null | 'keep' = 'keep'): KeyValue {
    const bytes = typeof key === 'string' ? bytesOf(key) : key;
    const before = this.#find(bytes);
    this.revision += 1;
    const entry: KeyValue = {
      key: bytes,
      value: typeof value === 'string' ? bytesOf(value) : value,
      createRevision: before?.createRevision ?? this.revision,
      modRevision: this.revision,
      version: (before?.version ?? 0) + 1,
      lease: lease === 'keep' ? (before?.lease ?? null) : lease,
    };
    this.#entries = this.#entries.filter((each) => each !== before).concat(entry);
    this.#entries.sort((a, b) => compareBytes(a.key, b.key));
    this.#tell({ type: 'put', entry, previous: before ?? null });
    return entry;
  }

  delete(key: string | Uint8Array): void {
    const bytes = typeof key === 'string' ? bytesOf(key) : key;
    const before = this.#find(bytes);
    if (before === undefined) return;
    this.revision += 1;
    this.#entries = this.#entries.filter((each) => each !== before);
    this.#tell({ type: 'delete', key: bytes, modRevision: this.revision, previous: before });
  }

  get(key: string): KeyValue | undefined {
    return this.#find(bytesOf(key));
  }

  get watchCount(): number {
    return this.#watchers.size;
  }

  get api(): Pick<Api, 'history' | 'keys' | 'values' | 'watches'> {
    return { history: this.#past, keys: this.#keys, values: memoryValues, watches: this.#watches };
  }

  readonly #keys: KeysApi = {
    count: async ({ source, prefix }) => {
      this.#ask('count');
      const { revision, entries } = this.#at(pastRevision(source));
      return { count: entries.filter(({ key }) => startsWithBytes(key, prefix)).length, revision, tookMs: 1 };
    },
    list: (request) => this.#list(request),
    glance: unused,
    // Tests of searches supply their results themselves.
    search: unused,
    children: (request) => this.#children(request),
    get: async ({ source, key, reveal }) => {
      this.#ask(source.kind === 'live' && source.isSerializable ? 'get of one member' : 'get');
      const revision = pastRevision(source) ?? this.revision;
      const last = this.#statesOf(key).find((event) => revisionOf(event) <= revision);
      return { entry: last?.type === 'put' ? entryFor(last.entry, reveal) : null, revision };
    },
    put: async ({ key, value, expectedModRevision, lease }) => {
      this.#ask('put');
      this.#guard(key, expectedModRevision);
      const entry = this.put(key, value, lease);
      const wasAnswerLost = this.isAnswerLost;
      this.isAnswerLost = false;
      return { meta: metaOf(entry), revision: this.revision, wasAnswerLost, journalEntry: this.#journalled() };
    },
    delete: async ({ key, expectedModRevision }) => {
      this.#ask('delete');
      this.#guard(key, expectedModRevision);
      this.delete(key);
      return { revision: this.revision, wasAnswerLost: false, journalEntry: this.#journalled() };
    },
  };

  readonly #past: HistoryApi = {
    timeline: async () => {
      this.#ask('timeline');
      return { oldestRevision: 1, headRevision: this.revision, sightings: this.sightings };
    },
    ofKey: (request) => this.#ofKey(request),
  };

  readonly #watches: WatchesApi = {
    watch: (request, options) => this.#watch(request, options),
    record: unrecorded,
  };

  async *#children(request: Parameters<KeysApi['children']>[0]): ReturnType<KeysApi['children']> {
    this.#ask(`children ${new TextDecoder().decode(request.prefix)}`);
    const { source, prefix, delimiter, after, limit } = request;
    const { revision, entries } = this.#at(pastRevision(source));
    const children: KeyChild[] = [];
    let last: Uint8Array | null = null;
    let isComplete = true;
    for (const entry of entries) {
      if (!startsWithBytes(entry.key, prefix)) continue;
      if (after !== null && (compareBytes(entry.key, after) <= 0 || startsAfterFolder(entry.key, after, delimiter)))
        continue;
      const cut = indexOfBytes(entry.key, delimiter, prefix.length);
      const folder = cut === -1 ? null : entry.key.subarray(0, cut + delimiter.length);
      if (folder !== null && last !== null && equalBytes(folder, last)) continue;
      if (children.length === limit) {
        isComplete = false;
        break;
      }
      last = folder ?? entry.key;
      children.push(
        folder === null
          ? { kind: 'key', name: entry.key.subarray(prefix.length), meta: metaOf(entry) }
          : { kind: 'folder', name: folder.subarray(prefix.length), prefix: folder },
      );
    }
    const next = isComplete ? null : last;
    yield { children, revision, complete: isComplete, next };
  }

  async *#list(request: Parameters<KeysApi['list']>[0]): ReturnType<KeysApi['list']> {
    this.#ask(request.readsValues ? 'list with values' : 'list');
    const { source, prefix, after, limit, readsValues } = request;
    const { revision, entries } = this.#at(pastRevision(source));
    const behind = entries.filter(
      ({ key }) => startsWithBytes(key, prefix) && (after === null || compareBytes(key, after) > 0),
    );
    const rows = behind.slice(0, limit).map((entry) => ({
      ...metaOf(entry),
      lease: readsValues ? entry.lease : null,
      bytes: readsValues ? entry.value.length : null,
    }));
    const complete = rows.length === behind.length;
    yield { rows, revision, complete, next: complete ? null : (rows.at(-1)?.key ?? null) };
  }

  /** Returns the keys at a revision, in order. */
  #at(revision: number | null): { readonly revision: number; readonly entries: readonly KeyValue[] } {
    if (revision === null) return { revision: this.revision, entries: this.#entries };
    const latest = new Map(
      this.#history.filter((event) => revisionOf(event) <= revision).map((event) => [toHex(keyOf(event)), event]),
    );
    const entries = [...latest.values()].flatMap((event) => (event.type === 'put' ? [event.entry] : []));
    return { revision, entries: entries.sort((a, b) => compareBytes(a.key, b.key)) };
  }

  async *#ofKey({ key, reveal }: Parameters<HistoryApi['ofKey']>[0]): ReturnType<HistoryApi['ofKey']> {
    this.#ask('history');
    const states = this.#statesOf(key).map(
      (event): KeyState =>
        event.type === 'put'
          ? { kind: 'put', entry: entryFor(event.entry, reveal) }
          : { kind: 'deleted', revision: event.modRevision },
    );
    yield { states, complete: true, reachedRevision: 1 };
  }

  async *#watch(...[request, options]: Parameters<WatchesApi['watch']>): AsyncGenerator<WatchNotice> {
    this.#ask(`watch ${new TextDecoder().decode(request.key)}`);
    const from = request.startRevision ?? this.revision + 1;
    let wake = (): void => undefined;
    const listener = (): void => wake();
    this.#watchers.add(listener);
    options?.signal?.addEventListener('abort', listener);
    try {
      yield { kind: 'started', revision: from };
      let seen = 0;
      while (options?.signal?.aborted !== true) {
        const event = this.#history[seen];
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        seen += 1;
        const key = keyOf(event);
        const isWanted = request.isPrefix ? startsWithBytes(key, request.key) : equalBytes(key, request.key);
        if (isWanted && revisionOf(event) >= from) yield { kind: 'event', event: shown(event, request.reveal) };
      }
    } finally {
      this.#watchers.delete(listener);
    }
  }

  /** Returns the versions of a key, the newest first. */
  #statesOf(key: Uint8Array): readonly WatchEvent<KeyValue>[] {
    return this.#history.filter((event) => equalBytes(keyOf(event), key)).reverse();
  }

  #journalled(): string {
    this.#writes += 1;
    return `write ${this.#writes}`;
  }

  #find(key: Uint8Array): KeyValue | undefined {
    return this.#entries.find((entry) => equalBytes(entry.key, key));
  }

  #guard(key: Uint8Array, expected: number): void {
    const current = this.#find(key)?.modRevision ?? 0;
    if (current === expected) return;
    const detail = { currentModRevision: current };
    throw new EtcdeckError({ code: 'Conflict', message: 'the key changed', detail });
  }

  #ask(what: string): void {
    this.asked.push(what);
    const failure = this.failing.get(what);
    this.failing.delete(what);
    if (failure !== undefined) throw failure;
  }

  #tell(event: WatchEvent<KeyValue>): void {
    this.#history.push(event);
    for (const watcher of [...this.#watchers]) watcher();
  }
}

const keyOf = (event: WatchEvent<KeyValue>): Uint8Array => (event.type === 'put' ? event.entry.key : event.key);

const revisionOf = (event: WatchEvent<KeyValue>): number =>
  event.type === 'put' ? event.entry.modRevision : event.modRevision;

/** Returns an event as a window sees it. */
function shown(event: WatchEvent<KeyValue>, reveal: boolean): WatchEvent {
  const previous = event.previous === null ? null : entryFor(event.previous, reveal);
  return event.type === 'put' ? { ...event, entry: entryFor(event.entry, reveal), previous } : { ...event, previous };
}

const startsAfterFolder = (key: Uint8Array, after: Uint8Array, delimiter: Uint8Array): boolean =>
  startsWithBytes(after.subarray(-delimiter.length), delimiter) && startsWithBytes(key, after);
