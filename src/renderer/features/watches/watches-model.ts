import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { WatchRequest } from '../../../contract/watches.ts';
import { perId } from '../../state/per-id.ts';
import { goTo } from '../../state/route.ts';
import { Soon } from '../../state/soon.ts';
import { createStore, type Store } from '../../state/store.ts';
import { RunningWatch } from './running-watch.ts';
import { type RememberedWatch, recallWatches, rememberWatches } from './watch-memory.ts';

export interface WatchesState {
  readonly watches: readonly RunningWatch[];
  readonly active: string | null;
}

/** Often enough that a reload repeats few events; the page writes once more when it is left. */
const rememberEveryMs = 500;

/**
 * The watches of one connection. They go on while other screens are shown, until they are closed, and over a reload of the
 * page.
 */
export class WatchesModel {
  readonly store: Store<WatchesState> = createStore<WatchesState>({ watches: [], active: null });
  #started = 0;
  readonly #remembering = new Soon(() => this.#remember(), rememberEveryMs);

  constructor(
    private readonly api: Pick<Api, 'watches'>,
    private readonly connection: ConnectionId,
  ) {
    const recalled = recallWatches(connection);
    for (const watch of recalled?.watches ?? []) {
      const { rangeEnd, only, ...rest } = watch;
      this.#add({ ...rest, rangeEnd: rangeEnd ?? undefined, only: only ?? undefined, reveal: false }, watch);
    }
    const shown = this.store.get().watches[recalled?.active ?? 0];
    if (shown !== undefined) this.activate(shown.id);
    window.addEventListener('pagehide', () => this.#remember());
  }

  start(wanted: Omit<WatchRequest, 'connection'>, isFromOldest = false): void {
    this.#add(wanted, isFromOldest ? 'oldest' : null);
  }

  activate(id: string): void {
    this.store.update((state) => (state.active === id ? state : { ...state, active: id }));
    this.#remembering.ask();
  }

  close(id: string): void {
    this.store.update((state) => {
      const at = state.watches.findIndex((watch) => watch.id === id);
      state.watches[at]?.close();
      const watches = state.watches.filter((watch) => watch.id !== id);
      const next = watches[Math.min(at, watches.length - 1)]?.id ?? null;
      return { watches, active: state.active === id ? next : state.active };
    });
    this.#remember();
  }

  #add(wanted: Omit<WatchRequest, 'connection'>, begin: RememberedWatch | 'oldest' | null): void {
    this.#started += 1;
    const { key, isPrefix, rangeEnd, only, startRevision, previous, reveal } = wanted;
    const request = { connection: this.connection, key, isPrefix, rangeEnd, only, startRevision, previous, reveal };
    const id = String(this.#started);
    const watch = new RunningWatch(id, request, this.api, Date.now, begin, () => {
      this.activate(id);
      goTo({ screen: 'workbench', connection: this.connection, place: 'watches', focus: null });
    });
    watch.view.subscribe(() => this.#remembering.ask());
    watch.filter.subscribe(() => this.#remembering.ask());
    this.store.update(({ watches }) => ({ watches: [...watches, watch], active: watch.id }));
    this.#remembering.ask();
  }

  #remember(): void {
    this.#remembering.cancel();
    const { watches, active } = this.store.get();
    rememberWatches(this.connection, {
      watches: watches.map(({ remembered }) => remembered),
      active: Math.max(
        0,
        watches.findIndex(({ id }) => id === active),
      ),
    });
  }
}

/** Returns the watches of a connection. */
export const modelOf = perId(
  (api: Pick<Api, 'watches'>, connection: ConnectionId) => new WatchesModel(api, connection),
);
