import type { Api } from '../../../../contract/api.ts';
import type { Failure } from '../../../../contract/failure.ts';
import { atRevision, type KeySource, pastRevision } from '../../../../contract/key-source.ts';
import type { KeyConditions, KeySearchHit, KeySearchNotice } from '../../../../contract/search.ts';
import type { SourceId } from '../../../parts/source/source-id.ts';
import { LatestStream } from '../../../state/latest-stream.ts';
import { perId } from '../../../state/per-id.ts';
import { Soon } from '../../../state/soon.ts';
import { createStore, type Store } from '../../../state/store.ts';
import { compareBytes, toHex } from '../../../ui/byte-text.ts';
import type { TableKey } from '../list/KeyTable.tsx';
import { emptySearchForm, readSearchForm, type SearchForm } from './search-form.ts';
import { keepSearchForm } from './search-memory.ts';

/** What is looked for, and where. */
export interface AskedSearch {
  readonly source: KeySource;
  readonly prefix: Uint8Array;
  readonly conditions: KeyConditions;
}

export interface HitRow extends TableKey {
  readonly hit: KeySearchHit;
}

/** How a search stands. Only `complete` has looked at every key. */
export interface SearchState {
  readonly phase: 'running' | 'stopped' | 'limit' | 'complete' | 'failed';
  readonly asked: AskedSearch;
  readonly hits: readonly HitRow[];
  readonly scanned: number;
  /** How many keys there are to look at, as far as one knows. */
  readonly total: number | null;
  /** Values that could not be looked into. */
  readonly skippedValues: number;
  /** How many of those would cost too much to decode. */
  readonly costlyValues: number;
  /** Keys that the user may not read were not looked at. */
  readonly isPartial: boolean;
  /** The revision that everything is read at. */
  readonly revision: number | null;
  readonly failure: Failure | null;
}

/** As many hits as one looks through before asking for more. */
const hitsAtATime = 1_000;

/** Often enough to look live at any rate of hits. */
const drawEveryMs = 100;

/** The place where a search continues, and what it has looked at so far. */
interface Reached {
  readonly after: Uint8Array | null;
  readonly scanned: number;
}

/** The search of a source's keys, one at a time, with its form. It continues while another screen is shown. */
export class KeySearch {
  readonly form: Store<SearchForm> = createStore(emptySearchForm);
  readonly state: Store<SearchState | null> = createStore<SearchState | null>(null);
  readonly #stream = new LatestStream();
  #reached: Reached = { after: null, scanned: 0 };
  /** Hits that are not drawn yet. */
  #fresh: HitRow[] = [];
  readonly #soon = new Soon(() => this.#draw({}), drawEveryMs);

  constructor(private readonly api: Pick<Api, 'keys'>) {}

  /** Looks for something else. */
  start(asked: AskedSearch): void {
    this.#reached = { after: null, scanned: 0 };
    this.#fresh = [];
    const nothing = {
      hits: [],
      scanned: 0,
      total: null,
      skippedValues: 0,
      costlyValues: 0,
      isPartial: false,
      revision: null,
      failure: null,
    };
    this.state.update(() => ({ phase: 'running', asked, ...nothing }));
    void this.#run();
  }

  /** Looks for a part of names, and says so in the form. */
  startNamed(text: string, asked: Pick<AskedSearch, 'source' | 'prefix'>): void {
    const form = { ...emptySearchForm, name: { ...emptySearchForm.name, text } };
    this.form.update(() => form);
    const read = readSearchForm(form);
    if (read.ok) this.start({ ...asked, conditions: read.conditions });
  }

  /** Stops it; what was found stays. */
  stop(): void {
    this.#stream.stop();
    if (this.state.get()?.phase === 'running') this.#draw({ phase: 'stopped' });
  }

  /** Goes on where it stopped, at the revision that it began at. */
  goOn(): void {
    const { phase } = this.state.get() ?? {};
    if (phase !== 'stopped' && phase !== 'limit' && phase !== 'failed') return;
    this.#draw({ phase: 'running', failure: null });
    void this.#run();
  }

  async #run(): Promise<void> {
    const state = this.state.get();
    if (state === null) return;
    const { source, prefix, conditions } = state.asked;
    const { after, scanned: before } = this.#reached;
    const last = state.hits.at(-1)?.meta.key ?? null;
    const request = {
      source: atRevision(source, state.revision ?? pastRevision(source)),
      prefix,
      conditions,
      after,
      limit: hitsAtATime,
    };
    const end = await this.#stream.read(
      (signal) => this.api.keys.search(request, { signal }),
      (notice) => this.#take(notice, before, last),
    );
    if (typeof end === 'object') this.#draw({ phase: 'failed', failure: end });
  }

  #take(notice: KeySearchNotice, before: number, last: Uint8Array | null): void {
    switch (notice.kind) {
      case 'hits':
        for (const hit of notice.hits) {
          // Behind the place that it goes on from, some were found already when it was stopped.
          const isKnown = last !== null && compareBytes(hit.key.key, last) <= 0;
          if (!isKnown) this.#fresh.push({ name: toHex(hit.key.key), meta: hit.key, hit });
        }
        this.#soon.ask();
        break;
      case 'progress': {
        const { at, revision } = notice;
        const scanned = before + notice.scanned;
        this.#reached = { after: at, scanned };
        this.#draw({ scanned, total: notice.total === null ? null : before + notice.total, revision });
        break;
      }
      case 'ended': {
        const { reason, next, revision } = notice;
        const scanned = before + notice.scanned;
        this.#reached = { after: next, scanned };
        const old = this.state.get();
        const skippedValues = (old?.skippedValues ?? 0) + notice.skippedValues;
        const costlyValues = (old?.costlyValues ?? 0) + notice.costlyValues;
        const total = reason === 'complete' ? { total: scanned } : {};
        const isPartial = (old?.isPartial ?? false) || (notice.isPartial ?? false);
        this.#draw({ phase: reason, scanned, ...total, skippedValues, costlyValues, isPartial, revision });
      }
    }
  }

  /** Shows the hits since the last drawing, and all other changes. */
  #draw(changes: Partial<SearchState>): void {
    this.#soon.cancel();
    const fresh = this.#fresh;
    this.#fresh = [];
    this.state.update((state) =>
      state === null
        ? null
        : { ...state, ...changes, hits: fresh.length === 0 ? state.hits : [...state.hits, ...fresh] },
    );
  }
}

/** Returns the search of a source. */
export const searchOf = perId((api: Pick<Api, 'keys'>, source: SourceId) => {
  const search = new KeySearch(api);
  keepSearchForm(source, search.form);
  return search;
});
