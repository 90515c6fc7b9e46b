import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import type { KeyRow } from '../../../../contract/keys.ts';
import { standingOf } from '../../../parts/source/source-id.ts';
import { LatestStream } from '../../../state/latest-stream.ts';
import { createStore, type Store } from '../../../state/store.ts';
import { compareBytes, equalBytes, startsWithBytes, toHex } from '../../../ui/byte-text.ts';
import type { KeyChange } from '../model/key-tree.ts';
import type { TableKey } from './KeyTable.tsx';

export interface ListRow extends TableKey {
  readonly meta: KeyRow;
}

/** How a list stands. */
export interface ListState {
  readonly phase: 'reading' | 'ready' | 'failed';
  readonly rows: readonly ListRow[];
  /** Nothing is left beneath the prefix. */
  readonly isComplete: boolean;
  /** The user may read a part of them only. */
  readonly isPartial: boolean;
  readonly failure: Failure | null;
}

/** How many rows are read at a time. */
const pageSize = 1_000;
const largestLimit = 10_000;

/** The keys beneath a prefix in their order, read a part at a time; each row has the revisions that it was read with. */
export class KeyList {
  readonly state: Store<ListState> = createStore<ListState>({
    phase: 'reading',
    rows: [],
    isComplete: false,
    isPartial: false,
    failure: null,
  });
  readonly #stream = new LatestStream();
  #next: Uint8Array | null = null;

  constructor(
    private readonly api: Pick<Api, 'keys'>,
    private readonly asked: {
      readonly source: KeySource;
      readonly prefix: Uint8Array;
      readonly readsValues: boolean;
    },
  ) {}

  /** Reads what is loaded again, or the first part. What was there stays until the answer is in. */
  async refresh(): Promise<void> {
    const loaded = this.state.get().rows.length;
    await this.#read(null, Math.min(largestLimit, Math.max(pageSize, loaded)));
  }

  async loadMore(): Promise<void> {
    const { phase, isComplete } = this.state.get();
    if (phase !== 'reading' && !isComplete) await this.#read(this.#next, pageSize);
  }

  /** Shows a write made here; what others write is seen when the list is read again. */
  apply({ key, meta }: KeyChange): void {
    const { source, prefix } = this.asked;
    if (standingOf(source) !== 'head' || !startsWithBytes(key, prefix)) return;
    this.state.update((state) => {
      const at = state.rows.findIndex((row) => compareBytes(row.meta.key, key) >= 0);
      const found = at === -1 ? undefined : state.rows[at];
      const isThere = found !== undefined && equalBytes(found.meta.key, key);
      if (meta === null) return isThere ? { ...state, rows: state.rows.toSpliced(at, 1) } : state;
      // Beyond what is loaded it comes with what is loaded next.
      if (at === -1 && !state.isComplete) return state;
      const row: ListRow = { name: toHex(key), meta: { ...meta, bytes: null } };
      return { ...state, rows: state.rows.toSpliced(at === -1 ? state.rows.length : at, isThere ? 1 : 0, row) };
    });
  }

  close(): void {
    this.#stream.stop();
  }

  async #read(after: Uint8Array | null, limit: number): Promise<void> {
    const before = after === null ? [] : this.state.get().rows;
    this.state.update((state) => ({ ...state, phase: 'reading', failure: null }));
    const read: ListRow[] = [];
    let isComplete = false;
    let isPartial = after !== null && this.state.get().isPartial;
    const end = await this.#stream.read(
      (signal) => this.api.keys.list({ ...this.asked, after, limit }, { signal }),
      (page) => {
        for (const meta of page.rows) read.push({ name: toHex(meta.key), meta });
        isComplete = page.complete;
        isPartial ||= page.isPartial ?? false;
        this.#next = page.next;
        const rows = [...before, ...read];
        // Fewer rows than there were would make a list that is read again jump.
        this.state.update((state) =>
          rows.length < state.rows.length ? state : { ...state, rows, isComplete, isPartial },
        );
      },
    );
    if (end === 'ended') {
      this.state.update(() => ({ phase: 'ready', rows: [...before, ...read], isComplete, isPartial, failure: null }));
    } else if (end !== 'left') this.state.update((state) => ({ ...state, phase: 'failed', failure: end }));
  }
}
